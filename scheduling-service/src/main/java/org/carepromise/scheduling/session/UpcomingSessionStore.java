package org.carepromise.scheduling.session;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.session.TemplateChange.Changed;

/**
 * What a change of a template reads and writes. Whoever books or holds locks the slots that it touches: with all slots of
 * the sessions locked, what is read behind that stays true until the commit.
 */
@ApplicationScoped
class UpcomingSessionStore {

    // No session is longer than a day.
    private static final String READ_SESSIONS =
            """
            SELECT id, starts_at, ends_at, visit_type_ids, state = 'CANCELLED' AS is_cancelled FROM session
             WHERE template_id = $1 AND state <> 'DROPPED' AND starts_at > $2::timestamptz - interval '1 day' AND ends_at > $2
             ORDER BY starts_at, id
            """;

    private static final String READ_SLOTS =
            """
            SELECT id, session_id, starts_at, ends_at, capacity, overbook, opens_at, taken FROM slot
             WHERE session_id = ANY ($1)
             ORDER BY starts_at, id
            """;

    private static final String FOR_UPDATE = " FOR UPDATE";

    private static final String HELD =
            """
            SELECT slot.id, count(*)::int AS held
              FROM slot JOIN held_seat ON held_seat.slot_id = slot.id
             WHERE slot.session_id = ANY ($1) AND slot.held > 0 AND held_seat.expires_at > $2
             GROUP BY slot.id
            """;

    private static final String CAPS =
            """
            SELECT session_id, visit_type_ids, most FROM session_cap
             WHERE session_id = ANY ($1) ORDER BY session_id, number
            """;

    private static final String VISITS =
            """
            SELECT session_id, id, reference, starts_at, visit_type_id, slot_ids, patient_id FROM appointment
             WHERE session_id = ANY ($1) AND state IN ('BOOKED', 'CHECKED_IN')
            """;

    private static final String HOLDS =
            """
            SELECT session_id, visit_type_id FROM hold
             WHERE session_id = ANY ($1) AND state = 'HELD' AND expires_at > $2
            """;

    private static final String DROP = "UPDATE session SET state = 'DROPPED' WHERE id = ANY ($1)";

    // Holds on what is closed end with it: nobody can book them any more.
    private static final String CLOSE =
            """
            WITH closed AS (
                UPDATE slot SET capacity = taken, overbook = 0, held = 0 WHERE id = ANY ($1) RETURNING id)
            DELETE FROM held_seat USING closed WHERE held_seat.slot_id = closed.id
            """;

    private static final String END_EXPIRED_HOLDS =
            """
            WITH ended AS (
                DELETE FROM held_seat USING slot
                 WHERE slot.session_id = ANY ($1) AND slot.held > 0 AND held_seat.slot_id = slot.id
                   AND held_seat.expires_at <= $2
                RETURNING held_seat.slot_id),
            counted AS (
                SELECT slot_id, count(*)::int AS seats FROM ended GROUP BY slot_id)
            UPDATE slot SET held = held - counted.seats FROM counted WHERE slot.id = counted.slot_id
            """;

    private static final String CHANGE =
            """
            UPDATE session SET starts_at = changed.starts_at, ends_at = changed.ends_at, visit_type_ids = $4
              FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS changed (id, starts_at, ends_at)
             WHERE session.id = changed.id
            """;

    private static final String DELETE_CAPS = "DELETE FROM session_cap WHERE session_id = ANY ($1)";

    private final SessionStore sessions;

    UpcomingSessionStore(SessionStore sessions) {
        this.sessions = sessions;
    }

    /**
     * The template's sessions that are not over, in order.
     *
     * @param locked whether nothing may be booked in them until the commit
     */
    Uni<List<UpcomingSession>> read(Tx tx, UUID template, boolean locked) {
        var lock = locked ? FOR_UPDATE : "";
        return tx.run(READ_SESSIONS + lock, template, tx.now()).flatMap(found -> {
            var ids = Sql.list(found, row -> row.getUUID("id")).toArray(UUID[]::new);
            return tx.run(READ_SLOTS + lock, (Object) ids)
                    .flatMap(slots -> facts(tx, ids).map(facts -> {
                        var slotsOf = grouped(Sql.list(slots, row -> facts.slot(row)));
                        return Sql.list(found, row -> facts.session(row, slotsOf));
                    }));
        });
    }

    /** What is asked once the slots are locked: a statement that waited for a lock still sees the rows of before. */
    private record Facts(
            Map<UUID, Integer> held,
            Map<UUID, List<SessionCap>> caps,
            Map<UUID, List<UpcomingSession.Visit>> visits,
            Map<UUID, List<String>> heldTypes) {

        Map.Entry<UUID, UpcomingSession.Slot> slot(Row row) {
            var id = row.getUUID("id");
            return Map.entry(
                    row.getUUID("session_id"),
                    new UpcomingSession.Slot(
                            id,
                            Sql.instant(row, "starts_at"),
                            Sql.instant(row, "ends_at"),
                            row.getInteger("capacity"),
                            row.getInteger("overbook"),
                            Optional.ofNullable(Sql.instant(row, "opens_at")),
                            row.getInteger("taken"),
                            held.getOrDefault(id, 0)));
        }

        UpcomingSession session(Row row, Map<UUID, List<UpcomingSession.Slot>> slotsOf) {
            var id = row.getUUID("id");
            return new UpcomingSession(
                    id,
                    Sql.instant(row, "starts_at"),
                    Sql.instant(row, "ends_at"),
                    row.getBoolean("is_cancelled"),
                    Optional.ofNullable(row.getArrayOfStrings("visit_type_ids")).map(List::of),
                    slotsOf.getOrDefault(id, List.of()),
                    caps.getOrDefault(id, List.of()),
                    visits.getOrDefault(id, List.of()),
                    heldTypes.getOrDefault(id, List.of()));
        }
    }

    private static Uni<Facts> facts(Tx tx, UUID[] ids) {
        var held = tx.run(HELD, ids, tx.now());
        var caps = tx.run(CAPS, (Object) ids);
        var visits = tx.run(VISITS, (Object) ids);
        var holds = tx.run(HOLDS, ids, tx.now());
        return held.flatMap(heldRows -> caps.flatMap(capRows -> visits.flatMap(visitRows -> holds.map(holdRows -> {
            var heldOf = new HashMap<UUID, Integer>();
            heldRows.forEach(row -> heldOf.put(row.getUUID("id"), row.getInteger("held")));
            return new Facts(
                    heldOf,
                    grouped(Sql.list(
                            capRows,
                            ofSession(row -> new SessionCap(
                                    List.of(row.getArrayOfStrings("visit_type_ids")), row.getInteger("most"))))),
                    grouped(Sql.list(visitRows, ofSession(UpcomingSessionStore::visit))),
                    grouped(Sql.list(holdRows, ofSession(row -> row.getString("visit_type_id")))));
        }))));
    }

    private static <T> Function<Row, Map.Entry<UUID, T>> ofSession(Function<Row, T> from) {
        return row -> Map.entry(row.getUUID("session_id"), from.apply(row));
    }

    private static <T> Map<UUID, List<T>> grouped(Collection<Map.Entry<UUID, T>> entries) {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static UpcomingSession.Visit visit(Row row) {
        return new UpcomingSession.Visit(
                row.getUUID("id"),
                row.getString("reference"),
                Sql.instant(row, "starts_at"),
                row.getString("visit_type_id"),
                Set.of(row.getArrayOfUUIDs("slot_ids")),
                Optional.ofNullable(row.getString("patient_id")));
    }

    /** Drops sessions, whose slots are locked. */
    Uni<Void> drop(Tx tx, List<UpcomingSession> dropped) {
        if (dropped.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.run(DROP, (Object) ids(dropped))
                .flatMap(done -> close(
                        tx,
                        dropped.stream()
                                .flatMap(session -> session.slots().stream())
                                .toList()));
    }

    /** Gives sessions, whose slots are locked, their new hours, seats, caps and visit types. */
    Uni<Void> change(Tx tx, SessionTemplate template, List<Changed> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = ids(changed.stream().map(Changed::session).toList());
        var planned = changed.stream().map(Changed::to).toList();
        return tx.run(END_EXPIRED_HOLDS, ids, tx.now())
                .flatMap(ended -> close(
                        tx,
                        changed.stream()
                                .flatMap(each -> each.session().without(each.to()).stream())
                                .toList()))
                .flatMap(closed -> tx.run(
                        CHANGE,
                        ids,
                        planned.stream().map(SessionPlan.Planned::startsAt).toArray(Instant[]::new),
                        planned.stream().map(SessionPlan.Planned::endsAt).toArray(Instant[]::new),
                        SessionStore.visitTypes(template)))
                .flatMap(done -> sessions.saveSlots(tx, template, List.of(ids), planned))
                .flatMap(saved -> tx.run(DELETE_CAPS, (Object) ids))
                .flatMap(deleted -> sessions.insertCaps(tx, template, ids));
    }

    private static Uni<Void> close(Tx tx, List<UpcomingSession.Slot> slots) {
        return slots.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.run(CLOSE, (Object)
                                slots.stream().map(UpcomingSession.Slot::id).toArray(UUID[]::new))
                        .replaceWithVoid();
    }

    private static UUID[] ids(List<UpcomingSession> sessions) {
        return sessions.stream().map(UpcomingSession::id).toArray(UUID[]::new);
    }
}
