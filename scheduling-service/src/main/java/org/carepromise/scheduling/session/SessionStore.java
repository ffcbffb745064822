package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class SessionStore {

    static final String PROVIDER_OVERLAPS = "session_of_provider_overlaps";

    private static final String PROVIDER = "SELECT site_ids, visit_type_ids FROM provider WHERE id = $1";

    private static final String INSERT_TEMPLATE =
            """
            INSERT INTO session_template (id, provider_id, site_id, weekdays, starts_at, ends_at, slot_seconds, capacity,
                                          visit_type_ids, valid_from, valid_until, extended_to, version, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13)
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
            INSERT INTO slot (id, session_id, provider_id, site_id, starts_at, ends_at, capacity)
            SELECT planned.id, session.id, session.provider_id, session.site_id, planned.starts_at,
                   planned.starts_at + make_interval(secs => $4), $5
              FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS planned (id, session_id, starts_at)
              JOIN session ON session.id = planned.session_id
            """;

    private static final String FIND = "SELECT * FROM session_template WHERE id = $1";

    private static final String PAGE =
            """
            SELECT * FROM session_template
             WHERE id > $1 AND ($2::uuid IS NULL OR provider_id = $2) AND ($3 OR site_id = ANY ($4))
             ORDER BY id LIMIT $5
            """;

    private static final String TO_EXTEND =
            """
            SELECT * FROM session_template WHERE extended_to < $1 AND site_id = ANY ($2)
             ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED
            """;

    private static final String EXTENDED = "UPDATE session_template SET extended_to = $2 WHERE id = $1";

    /** What a template may ask of its provider. */
    record Offer(List<String> sites, List<String> visitTypes) {}

    Uni<Offer> provider(SqlClient client, UUID id) {
        return Sql.first(
                client,
                row -> new Offer(
                        List.of(row.getArrayOfStrings("site_ids")), List.of(row.getArrayOfStrings("visit_type_ids"))),
                PROVIDER,
                id);
    }

    Uni<Void> insert(Tx tx, SessionTemplate template, SessionPlan plan) {
        return tx.run(
                        INSERT_TEMPLATE,
                        template.id(),
                        template.provider(),
                        template.site(),
                        template.weekdays().stream().map(DayOfWeek::name).toArray(String[]::new),
                        template.startsAt(),
                        template.endsAt(),
                        (int) template.slotLength().toSeconds(),
                        template.capacity(),
                        visitTypes(template),
                        template.validFrom(),
                        template.validUntil().orElse(null),
                        template.extendedTo(),
                        tx.now())
                .flatMap(inserted -> insertSessions(tx, INSERT_SESSIONS, template, plan));
    }

    Uni<Void> extend(Tx tx, SessionTemplate template, SessionPlan plan, LocalDate extendedTo) {
        return insertSessions(tx, INSERT_SESSIONS_WHERE_FREE, template, plan)
                .flatMap(inserted -> tx.run(EXTENDED, template.id(), extendedTo))
                .replaceWithVoid();
    }

    /** @return the template, or null */
    Uni<SessionTemplate> find(SqlClient client, UUID id) {
        return Sql.first(client, SessionStore::template, FIND, id);
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

    private Uni<Void> insertSessions(Tx tx, String sql, SessionTemplate template, SessionPlan plan) {
        var sessionIds = new ArrayList<UUID>();
        var slotIds = new ArrayList<UUID>();
        var sessionOfSlot = new ArrayList<UUID>();
        var slotStarts = new ArrayList<Instant>();
        for (var session : plan.sessions()) {
            var id = IdType.next(tx.now());
            sessionIds.add(id);
            for (var start : session.slotStarts()) {
                slotIds.add(IdType.next(tx.now()));
                sessionOfSlot.add(id);
                slotStarts.add(start);
            }
        }
        return tx.run(
                        sql,
                        template.id(),
                        template.provider(),
                        template.site(),
                        visitTypes(template),
                        sessionIds.toArray(UUID[]::new),
                        plan.sessions().stream()
                                .map(SessionPlan.Planned::startsAt)
                                .toArray(Instant[]::new),
                        plan.sessions().stream()
                                .map(SessionPlan.Planned::endsAt)
                                .toArray(Instant[]::new))
                .flatMap(inserted -> tx.run(
                        INSERT_SLOTS,
                        slotIds.toArray(UUID[]::new),
                        sessionOfSlot.toArray(UUID[]::new),
                        slotStarts.toArray(Instant[]::new),
                        (double) template.slotLength().toSeconds(),
                        template.capacity()))
                .replaceWithVoid();
    }

    private static String[] visitTypes(SessionTemplate template) {
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
                row.getLocalTime("starts_at"),
                row.getLocalTime("ends_at"),
                Duration.ofSeconds(row.getInteger("slot_seconds")),
                row.getInteger("capacity"),
                Optional.ofNullable(row.getArrayOfStrings("visit_type_ids")).map(List::of),
                row.getLocalDate("valid_from"),
                Optional.ofNullable(row.getLocalDate("valid_until")),
                row.getLocalDate("extended_to"));
    }
}
