package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.session.SessionPlan.Planned;

@ApplicationScoped
class SessionStore {

    static final String PROVIDER_OVERLAPS = "session_of_provider_overlaps";

    // Kept from change until the commit, or a site could be dropped from the provider while a session is written there.
    private static final String PROVIDER = "SELECT site_ids, visit_type_ids FROM provider WHERE id = $1 FOR SHARE";

    private static final String INSERT_TEMPLATE =
            """
            INSERT INTO session_template (id, weekdays, starts_at, ends_at, slot_seconds, capacity, overbook,
                                          visit_type_ids, caps, carve_out_slots, carve_out_opens_before_seconds,
                                          carve_out_opens_at, valid_from, valid_until, version,
                                          provider_id, site_id, extended_to, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            """;

    private static final String REPLACE_TEMPLATE =
            """
            UPDATE session_template
               SET weekdays = $2, starts_at = $3, ends_at = $4, slot_seconds = $5, capacity = $6, overbook = $7,
                   visit_type_ids = $8, caps = $9, carve_out_slots = $10, carve_out_opens_before_seconds = $11,
                   carve_out_opens_at = $12, valid_from = $13, valid_until = $14, version = $15
             WHERE id = $1
            """;

    private static final String DELETE_EXCEPTIONS = "DELETE FROM session_template_exception WHERE template_id = $1";

    private static final String INSERT_EXCEPTIONS =
            """
            INSERT INTO session_template_exception (template_id, on_date, starts_at, ends_at)
            SELECT $1, * FROM unnest($2::date[], $3::time[], $4::time[])
            """;

    private static final String INSERT_SESSIONS =
            """
            INSERT INTO session (id, template_id, provider_id, site_id, visit_type_ids, starts_at, ends_at)
            SELECT planned.id, $1, $2, $3, $4, planned.starts_at, planned.ends_at
              FROM unnest($5::uuid[], $6::timestamptz[], $7::timestamptz[]) AS planned (id, starts_at, ends_at)
            """;

    // What overlaps another session of the provider's by now is left out: an extension has nobody to ask.
    private static final String INSERT_SESSIONS_WHERE_FREE = INSERT_SESSIONS + "ON CONFLICT DO NOTHING";

    private static final String INSERT_SLOTS =
            """
            INSERT INTO slot (id, session_id, provider_id, site_id, starts_at, ends_at, capacity, overbook, opens_at)
            SELECT planned.id, session.id, session.provider_id, session.site_id, planned.starts_at,
                   planned.starts_at + make_interval(secs => $5), $6, $7, planned.opens_at
              FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
                     AS planned (id, session_id, starts_at, opens_at)
              JOIN session ON session.id = planned.session_id
            """;

    // Those that are there, closed ones too, become what is planned.
    private static final String SAVE_SLOTS = INSERT_SLOTS
            + """
            ON CONFLICT (session_id, starts_at) DO UPDATE
               SET capacity = EXCLUDED.capacity, overbook = EXCLUDED.overbook, opens_at = EXCLUDED.opens_at
            """;

    // What is booked already counts; in a new session that is nothing.
    private static final String INSERT_CAPS =
            """
            INSERT INTO session_cap (session_id, number, visit_type_ids, most, taken)
            SELECT session.id, cap.number, cap.visit_type_ids, cap.most,
                   (SELECT count(*)::int FROM appointment
                     WHERE appointment.session_id = session.id AND appointment.state <> 'CANCELLED'
                       AND appointment.visit_type_id = ANY (cap.visit_type_ids))
              FROM session
              CROSS JOIN (
                  SELECT number, ARRAY (SELECT jsonb_array_elements_text(value -> 'visitTypes')) AS visit_type_ids,
                         (value ->> 'most')::int AS most
                    FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS each (value, number)) AS cap
             WHERE session.id = ANY ($1)
            """;

    static final String SELECT =
            """
            SELECT session_template.*,
                   (SELECT jsonb_agg(jsonb_build_object('date', on_date, 'startsAt', starts_at, 'endsAt', ends_at)
                                     ORDER BY on_date)
                      FROM session_template_exception WHERE template_id = session_template.id) AS exceptions
              FROM session_template
            """;

    private static final String FIND = SELECT + " WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String PAGE = SELECT
            + """
             WHERE id > $1 AND ($2::uuid IS NULL OR provider_id = $2) AND ($3 OR site_id = ANY ($4))
             ORDER BY id LIMIT $5
            """;

    private static final String TO_EXTEND = SELECT
            + """
             WHERE extended_to < $1 AND site_id = ANY ($2)
             ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED
            """;

    private static final String EXTENDED = "UPDATE session_template SET extended_to = $2 WHERE id = $1";

    /** What a template may ask of its provider. */
    record Offer(List<String> sites, List<String> visitTypes) {}

    Uni<Offer> provider(Tx tx, UUID id) {
        return Sql.first(
                tx.reads(),
                row -> new Offer(
                        List.of(row.getArrayOfStrings("site_ids")), List.of(row.getArrayOfStrings("visit_type_ids"))),
                PROVIDER,
                id);
    }

    Uni<Void> insert(Tx tx, SessionTemplate template, SessionPlan plan) {
        var values = values(template);
        values.addAll(List.of(template.provider(), template.site(), template.extendedTo(), tx.now()));
        return tx.run(INSERT_TEMPLATE, values.toArray())
                .flatMap(inserted -> insertExceptions(tx, template))
                .flatMap(inserted -> insertSessions(tx, INSERT_SESSIONS, template, plan.sessions()));
    }

    Uni<Void> replace(Tx tx, SessionTemplate template) {
        return tx.run(REPLACE_TEMPLATE, values(template).toArray())
                .flatMap(replaced -> tx.run(DELETE_EXCEPTIONS, template.id()))
                .flatMap(deleted -> insertExceptions(tx, template));
    }

    /** In the order of both statements, up to the version. */
    private static List<Object> values(SessionTemplate template) {
        var carveOut = template.carveOut();
        return new ArrayList<>(Arrays.asList(
                template.id(),
                template.weekdays().stream().map(DayOfWeek::name).toArray(String[]::new),
                template.hours().startsAt(),
                template.hours().endsAt(),
                (int) template.slotLength().toSeconds(),
                template.capacity(),
                template.overbook(),
                visitTypes(template),
                caps(template),
                carveOut.map(CarveOut::slots).orElse(null),
                carveOut.flatMap(CarveOut::opensBefore)
                        .map(before -> (int) before.toSeconds())
                        .orElse(null),
                carveOut.flatMap(CarveOut::opensAt).orElse(null),
                template.validFrom(),
                template.validUntil().orElse(null),
                template.version()));
    }

    private static Uni<Void> insertExceptions(Tx tx, SessionTemplate template) {
        if (template.exceptions().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var hours = template.exceptions().values();
        return tx.run(
                        INSERT_EXCEPTIONS,
                        template.id(),
                        template.exceptions().keySet().toArray(LocalDate[]::new),
                        hours.stream()
                                .map(each -> each.map(LocalHours::startsAt).orElse(null))
                                .toArray(LocalTime[]::new),
                        hours.stream()
                                .map(each -> each.map(LocalHours::endsAt).orElse(null))
                                .toArray(LocalTime[]::new))
                .replaceWithVoid();
    }

    Uni<Void> extend(Tx tx, SessionTemplate template, SessionPlan plan, LocalDate extendedTo) {
        return insertSessions(tx, INSERT_SESSIONS_WHERE_FREE, template, plan.sessions())
                .flatMap(inserted -> tx.run(EXTENDED, template.id(), extendedTo))
                .replaceWithVoid();
    }

    /** @return the template, or null */
    Uni<SessionTemplate> find(SqlClient client, UUID id) {
        return Sql.first(client, SessionStore::template, FIND, id);
    }

    /** @return the template, locked against another change and against being extended; or null */
    Uni<SessionTemplate> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), SessionStore::template, LOCK, id);
    }

    /** Templates by id, of one provider if it is not null, at the sites within reach. */
    Uni<List<SessionTemplate>> page(SqlClient client, UUID provider, Scope sites, UUID after, int limit) {
        return Sql.list(
                client,
                SessionStore::template,
                PAGE,
                after,
                provider,
                sites.all(),
                sites.names().toArray(String[]::new),
                limit);
    }

    /** Locks a handful of templates at these sites whose sessions do not reach this date. */
    Uni<List<SessionTemplate>> toExtend(Tx tx, LocalDate date, Set<String> sites) {
        return Sql.list(tx.reads(), SessionStore::template, TO_EXTEND, date, sites.toArray(String[]::new));
    }

    /** Writes sessions of a template that is there already. */
    Uni<Void> insertSessions(Tx tx, SessionTemplate template, List<Planned> sessions) {
        return insertSessions(tx, INSERT_SESSIONS, template, sessions);
    }

    private Uni<Void> insertSessions(Tx tx, String sql, SessionTemplate template, List<Planned> sessions) {
        if (sessions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = sessions.stream().map(session -> IdType.next(tx.now())).toArray(UUID[]::new);
        return tx.run(
                        sql,
                        template.id(),
                        template.provider(),
                        template.site(),
                        visitTypes(template),
                        ids,
                        sessions.stream().map(Planned::startsAt).toArray(Instant[]::new),
                        sessions.stream().map(Planned::endsAt).toArray(Instant[]::new))
                .flatMap(inserted -> saveSlots(tx, INSERT_SLOTS, template, List.of(ids), sessions))
                .flatMap(inserted -> insertCaps(tx, template, ids));
    }

    /** The slots of sessions that are there: new ones, and what others become. */
    Uni<?> saveSlots(Tx tx, SessionTemplate template, List<UUID> ids, List<Planned> sessions) {
        return saveSlots(tx, SAVE_SLOTS, template, ids, sessions);
    }

    private static Uni<?> saveSlots(
            Tx tx, String sql, SessionTemplate template, List<UUID> ids, List<Planned> sessions) {
        var slotIds = new ArrayList<UUID>();
        var sessionOfSlot = new ArrayList<UUID>();
        var startsAt = new ArrayList<Instant>();
        var opensAt = new ArrayList<OffsetDateTime>();
        for (int i = 0; i < sessions.size(); i++) {
            for (var slot : sessions.get(i).slots()) {
                slotIds.add(IdType.next(tx.now()));
                sessionOfSlot.add(ids.get(i));
                startsAt.add(slot.startsAt());
                opensAt.add(
                        slot.opensAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
            }
        }
        return tx.run(
                sql,
                slotIds.toArray(UUID[]::new),
                sessionOfSlot.toArray(UUID[]::new),
                startsAt.toArray(Instant[]::new),
                opensAt.toArray(OffsetDateTime[]::new),
                (double) template.slotLength().toSeconds(),
                template.capacity(),
                template.overbook());
    }

    /** For sessions that have none. */
    Uni<Void> insertCaps(Tx tx, SessionTemplate template, UUID[] sessions) {
        return template.caps().isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.run(INSERT_CAPS, sessions, caps(template)).replaceWithVoid();
    }

    private static JsonArray caps(SessionTemplate template) {
        var caps = new JsonArray();
        template.caps()
                .forEach(cap -> caps.add(new JsonObject()
                        .put("visitTypes", new JsonArray(cap.visitTypes()))
                        .put("most", cap.most())));
        return caps;
    }

    static String[] visitTypes(SessionTemplate template) {
        return template.visitTypes().map(types -> types.toArray(String[]::new)).orElse(null);
    }

    static SessionTemplate template(Row row) {
        return new SessionTemplate(
                row.getUUID("id"),
                row.getUUID("provider_id"),
                row.getString("site_id"),
                Arrays.stream(row.getArrayOfStrings("weekdays"))
                        .map(DayOfWeek::valueOf)
                        .collect(Collectors.toSet()),
                new LocalHours(row.getLocalTime("starts_at"), row.getLocalTime("ends_at")),
                Duration.ofSeconds(row.getInteger("slot_seconds")),
                row.getInteger("capacity"),
                row.getInteger("overbook"),
                Optional.ofNullable(row.getArrayOfStrings("visit_type_ids")).map(List::of),
                caps((JsonArray) row.getJson("caps")),
                carveOut(row),
                exceptions((JsonArray) row.getJson("exceptions")),
                row.getLocalDate("valid_from"),
                Optional.ofNullable(row.getLocalDate("valid_until")),
                row.getLocalDate("extended_to"),
                row.getLong("version"));
    }

    private static List<SessionCap> caps(JsonArray json) {
        return json.stream()
                .map(JsonObject.class::cast)
                .map(cap -> new SessionCap(texts(cap.getJsonArray("visitTypes")), cap.getInteger("most")))
                .toList();
    }

    private static List<String> texts(JsonArray json) {
        return json.stream().map(String.class::cast).toList();
    }

    private static Optional<CarveOut> carveOut(Row row) {
        return Optional.ofNullable(row.getInteger("carve_out_slots"))
                .map(slots -> new CarveOut(
                        slots,
                        Optional.ofNullable(row.getInteger("carve_out_opens_before_seconds"))
                                .map(Duration::ofSeconds),
                        Optional.ofNullable(row.getLocalTime("carve_out_opens_at"))));
    }

    private static Map<LocalDate, Optional<LocalHours>> exceptions(JsonArray json) {
        var byDate = new TreeMap<LocalDate, Optional<LocalHours>>();
        if (json != null) {
            json.stream()
                    .map(JsonObject.class::cast)
                    .forEach(each -> byDate.put(
                            LocalDate.parse(each.getString("date")),
                            Optional.ofNullable(each.getString("startsAt"))
                                    .map(startsAt -> new LocalHours(
                                            LocalTime.parse(startsAt), LocalTime.parse(each.getString("endsAt"))))));
        }
        return byDate;
    }
}
