package org.carepromise.scheduling.capacity;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.availability.Slot;
import org.carepromise.scheduling.capacity.BookingFacts.Booked;
import org.carepromise.scheduling.visittype.Visit;
import org.carepromise.scheduling.visittype.VisitTerms;

/** Locks and counts seats. Everybody locks in one order: slots by their start, caps, resources, the patient. */
@ApplicationScoped
class CapacityStore {

    static final String SLOT_CAPACITY = "slot_capacity";
    static final String CAP = "session_cap_most";
    static final String RESOURCE_OVERLAPS = "resource_use_overlaps";

    private static final String SPAN =
            """
             slot.session_id = wanted.session_id
                       AND slot.starts_at < wanted.starts_at
                           + make_interval(secs => wanted.length_seconds + wanted.buffer_after_seconds)
                       AND slot.ends_at > wanted.starts_at - make_interval(secs => wanted.buffer_before_seconds)
            """;

    // One statement reads all facts that every booking needs, and locks the slots that the visit touches, earliest
    // first.
    // A row comes back for each slot; none where slot or visit type is unknown.
    private static final String READ_SPAN =
            """
            WITH wanted AS (
                SELECT slot.session_id, slot.starts_at, session.starts_at AS session_starts_at,
                       session.ends_at AS session_ends_at, session.state = 'OPEN' AS open,
                       $2 = ANY (coalesce(session.visit_type_ids, provider.visit_type_ids)) AS offered,
                       visit_type.length_seconds, visit_type.buffer_before_seconds, visit_type.buffer_after_seconds,
                       visit_type.lead_time_seconds, visit_type.horizon_seconds, visit_type.future_limit,
                       visit_type.resource_kind, visit_type.reminder_days, visit_type.cancellation_notice_seconds,
                       visit_type.no_show_after_seconds, visit_type.instructions_en, visit_type.instructions_es,
                       provider.name AS provider,
                       EXISTS (SELECT FROM session_cap
                                WHERE session_cap.session_id = slot.session_id AND $2 = ANY (session_cap.visit_type_ids))
                         AS is_capped
                  FROM slot
                  JOIN session ON session.id = slot.session_id
                  JOIN provider ON provider.id = slot.provider_id
                  JOIN visit_type ON visit_type.id = $2
                 WHERE slot.id = $1)
            SELECT slot.id, slot.session_id, slot.starts_at, slot.ends_at, slot.provider_id, slot.site_id, slot.capacity,
                   slot.overbook, slot.taken, slot.held, slot.opens_at, wanted.session_starts_at, wanted.session_ends_at,
                   wanted.open, wanted.offered, wanted.length_seconds, wanted.buffer_before_seconds,
                   wanted.buffer_after_seconds, wanted.lead_time_seconds, wanted.horizon_seconds, wanted.future_limit,
                   wanted.resource_kind, wanted.reminder_days, wanted.cancellation_notice_seconds,
                   wanted.no_show_after_seconds, wanted.instructions_en, wanted.instructions_es, wanted.provider, wanted.is_capped,
                   EXISTS (SELECT FROM appointment
                            WHERE patient_key = ANY ($3) AND state IN ('BOOKED', 'CHECKED_IN')
                              AND appointment.starts_at < wanted.starts_at + make_interval(secs => wanted.length_seconds)
                              AND appointment.ends_at > wanted.starts_at
                              AND appointment.id IS DISTINCT FROM $4)
                     AS patient_is_busy
              FROM wanted
              JOIN slot ON
            """
                    + SPAN
                    + " ORDER BY slot.starts_at";

    private static final String LOCK_SPAN = READ_SPAN + " FOR UPDATE OF slot";

    // For whoever has seats already: theirs and the wanted ones, in the one order.
    private static final String LOCK_BOTH =
            """
            WITH wanted AS (
                SELECT slot.session_id, slot.starts_at, visit_type.length_seconds, visit_type.buffer_before_seconds,
                       visit_type.buffer_after_seconds
                  FROM slot JOIN visit_type ON visit_type.id = $2
                 WHERE slot.id = $1)
            SELECT FROM slot
             WHERE id = ANY (ARRAY (SELECT slot.id FROM wanted JOIN slot ON %s) || $3::uuid[])
             ORDER BY starts_at, id
               FOR UPDATE
            """
                    .formatted(SPAN);

    private static final String LOCK_SLOTS = "SELECT FROM slot WHERE id = ANY ($1) ORDER BY starts_at, id FOR UPDATE";

    // Needs the slots locked: then nobody else ends or adds a hold on them.
    private static final String END_EXPIRED =
            """
            WITH ended AS (
                DELETE FROM held_seat WHERE slot_id = ANY ($1) AND expires_at <= $2 RETURNING slot_id),
            counted AS (
                SELECT slot_id, count(*)::int AS seats FROM ended GROUP BY slot_id)
            UPDATE slot SET held = held - counted.seats FROM counted WHERE slot.id = counted.slot_id
            RETURNING slot.id, slot.held
            """;

    private static final String COUNT_HELD =
            """
            SELECT slot_id AS id, count(*)::int AS held FROM held_seat
             WHERE slot_id = ANY ($1) AND expires_at > $2 GROUP BY slot_id
            """;

    private static final String FIRST_TO_EXPIRE =
            "SELECT min(expires_at) AS at FROM held_seat WHERE slot_id = $1 AND expires_at > $2";

    private static final String LOCK_CAPS =
            """
            SELECT FROM session_cap WHERE session_id = ANY ($1) AND $2 = ANY (visit_type_ids)
             ORDER BY session_id, number FOR UPDATE
            """;

    // Asked after the lock: a statement that waited for a lock still sees the holds of before.
    private static final String CAPS =
            """
            SELECT visit_type_ids, most,
                   taken + (SELECT count(*)::int FROM hold
                             WHERE hold.session_id = $1 AND hold.state = 'HELD' AND hold.expires_at > $3
                               AND hold.visit_type_id = ANY (session_cap.visit_type_ids)) AS used
              FROM session_cap
             WHERE session_id = $1 AND $2 = ANY (visit_type_ids)
             ORDER BY number
            """;

    private static final String LOCK_RESOURCES =
            "SELECT FROM resource WHERE site_id = $1 AND kind = $2 ORDER BY id FOR UPDATE";

    private static final String END_EXPIRED_USES =
            """
            DELETE FROM resource_use
             WHERE expires_at <= $5 AND during && tstzrange($3, $4)
               AND resource_id IN (SELECT id FROM resource WHERE site_id = $1 AND kind = $2)
            """;

    private static final String FREE_RESOURCE =
            """
            SELECT id FROM resource
             WHERE site_id = $1 AND kind = $2
               AND NOT EXISTS (SELECT FROM resource_use
                                WHERE resource_id = resource.id AND during && tstzrange($3, $4)
                                  AND (expires_at IS NULL OR expires_at > $5)
                                  AND resource_use.id IS DISTINCT FROM $6)
             ORDER BY id LIMIT 1
            """;

    private static final String LOCK_PATIENT = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String AHEAD =
            """
            SELECT count(*)::int AS ahead, min(starts_at) AS next_starts_at FROM appointment
             WHERE patient_key = ANY ($1) AND visit_type_id = $2 AND state = 'BOOKED' AND starts_at > $3
               AND id IS DISTINCT FROM $4
            """;

    private static final String SLOT_EXISTS = "SELECT FROM slot WHERE id = $1";

    // By time rather than by a list of ids, which is planned anew each time: for the planner a list it does not know
    // yet is a long one. Caps are counted whatever was read: a booking that waited for its slots has not seen those
    // that
    // came meanwhile.
    private static final String TAKE =
            """
            WITH counted AS (
                UPDATE session_cap SET taken = taken + 1 WHERE session_id = $1 AND $4 = ANY (visit_type_ids))
            UPDATE slot SET taken = taken + 1 WHERE session_id = $1 AND starts_at BETWEEN $2 AND $3
            """;

    private static final String FREE =
            """
            WITH locked AS (SELECT id FROM slot WHERE id = ANY ($1) ORDER BY starts_at, id FOR UPDATE)
            UPDATE slot SET taken = taken - 1 FROM locked WHERE slot.id = locked.id
            """;

    private static final String HOLD =
            """
            WITH kept AS (INSERT INTO held_seat (slot_id, hold_id, expires_at) SELECT unnest($1::uuid[]), $2, $3)
            UPDATE slot SET held = held + 1 WHERE id = ANY ($1)
            """;

    private static final String TAKE_HELD =
            """
            WITH given AS (DELETE FROM held_seat WHERE hold_id = $1 AND expires_at > $2 RETURNING slot_id)
            UPDATE slot SET held = held - 1, taken = taken + 1 FROM given WHERE slot.id = given.slot_id
            """;

    private static final String RELEASE_HELD =
            """
            WITH given AS (DELETE FROM held_seat WHERE hold_id = $1 RETURNING slot_id)
            UPDATE slot SET held = held - 1 FROM given WHERE slot.id = given.slot_id
            """;

    private static final String CLOSE = "UPDATE slot SET capacity = taken, overbook = 0 WHERE id = ANY ($1)";

    // Locks in the one order too, for whoever has not locked them before: a cancellation.
    private static final String COUNT_IN_CAPS =
            """
            WITH locked AS (
                SELECT session_id, number FROM session_cap WHERE session_id = $1 AND $2 = ANY (visit_type_ids)
                 ORDER BY number FOR UPDATE)
            UPDATE session_cap SET taken = taken + $3 FROM locked
             WHERE session_cap.session_id = locked.session_id AND session_cap.number = locked.number
            """;

    private static final String USE_RESOURCE =
            "INSERT INTO resource_use (id, resource_id, during, expires_at) VALUES ($1, $2, tstzrange($3, $4), $5)";

    private static final String TAKE_OVER_RESOURCE =
            "UPDATE resource_use SET id = $2, expires_at = NULL WHERE id = $1 AND expires_at > $3";

    private static final String LEAVE_RESOURCE = "DELETE FROM resource_use WHERE id = $1";

    /**
     * What one statement tells.
     *
     * @param isCapped whether the session counts this visit type
     */
    record Span(
            Visit visit,
            VisitTerms terms,
            boolean offered,
            boolean open,
            Slot first,
            List<Slot> slots,
            String provider,
            boolean isCapped,
            boolean patientIsBusy) {}

    /** @return the span with its slots locked, or null where slot or visit type is unknown */
    Uni<Span> lockSpan(Tx tx, Wanted wanted) {
        return span(tx.reads(), LOCK_SPAN, wanted);
    }

    /** The same without locks: what it tells may be over by the next moment. */
    Uni<Span> readSpan(SqlClient client, Wanted wanted) {
        return span(client, READ_SPAN, wanted);
    }

    private static Uni<Span> span(SqlClient client, String sql, Wanted wanted) {
        return Sql.run(
                        client,
                        sql,
                        wanted.slot(),
                        wanted.visitType(),
                        wanted.patientKeys().toArray(String[]::new),
                        ownId(wanted))
                .map(rows -> {
                    var slots = Sql.list(rows, Slot::from);
                    if (slots.isEmpty()) {
                        return null;
                    }
                    var row = rows.iterator().next();
                    return new Span(
                            Visit.from(row, wanted.visitType()),
                            VisitTerms.from(row),
                            row.getBoolean("offered"),
                            row.getBoolean("open"),
                            slots.stream()
                                    .filter(slot -> slot.id().equals(wanted.slot()))
                                    .findFirst()
                                    .orElseThrow(),
                            slots,
                            row.getString("provider"),
                            row.getBoolean("is_capped"),
                            row.getBoolean("patient_is_busy"));
                });
    }

    Uni<?> lockBoth(Tx tx, Wanted wanted, Seats own) {
        return tx.run(LOCK_BOTH, wanted.slot(), wanted.visitType(), ids(own.slots()));
    }

    Uni<?> lockSlots(Tx tx, List<UUID> slots) {
        return tx.run(LOCK_SLOTS, (Object) ids(slots));
    }

    Uni<Boolean> slotExists(SqlClient client, UUID slot) {
        return Sql.run(client, SLOT_EXISTS, slot).map(rows -> rows.size() == 1);
    }

    /** Ends what is expired on locked slots; how many seats are held now on those that changed. */
    Uni<Map<UUID, Integer>> endExpired(Tx tx, List<UUID> slots) {
        return tx.run(END_EXPIRED, ids(slots), tx.now()).map(CapacityStore::heldBySlot);
    }

    /** How many seats are held now on those slots that have any. */
    Uni<Map<UUID, Integer>> countHeld(SqlClient client, List<UUID> slots, Instant now) {
        return Sql.run(client, COUNT_HELD, ids(slots), now).map(CapacityStore::heldBySlot);
    }

    private static Map<UUID, Integer> heldBySlot(Iterable<Row> rows) {
        var held = new HashMap<UUID, Integer>();
        rows.forEach(row -> held.put(row.getUUID("id"), row.getInteger("held")));
        return held;
    }

    Uni<Optional<Instant>> firstToExpire(SqlClient client, UUID slot, Instant now) {
        return Sql.first(client, row -> Optional.ofNullable(Sql.instant(row, "at")), FIRST_TO_EXPIRE, slot, now);
    }

    Uni<?> lockCaps(Tx tx, Collection<UUID> sessions, String visitType) {
        return tx.run(LOCK_CAPS, sessions.toArray(UUID[]::new), visitType);
    }

    Uni<List<Cap>> caps(SqlClient client, UUID session, String visitType, Instant now) {
        return Sql.list(
                client,
                row -> new Cap(
                        List.of(row.getArrayOfStrings("visit_type_ids")),
                        row.getInteger("most"),
                        row.getInteger("used")),
                CAPS,
                session,
                visitType,
                now);
    }

    Uni<?> lockResources(Tx tx, String site, String kind, Instant from, Instant to) {
        return tx.run(LOCK_RESOURCES, site, kind)
                .flatMap(locked -> tx.run(END_EXPIRED_USES, site, kind, from, to, tx.now()));
    }

    Uni<Optional<UUID>> freeResource(
            SqlClient client, String site, String kind, Instant from, Instant to, Instant now, UUID exceptUse) {
        return Sql.first(client, row -> row.getUUID("id"), FREE_RESOURCE, site, kind, from, to, now, exceptUse)
                .map(Optional::ofNullable);
    }

    /** Visits ahead are counted by one booking of a patient at a time. */
    Uni<?> lockPatient(Tx tx, String patientKey, String visitType) {
        return tx.run(LOCK_PATIENT, "visits-ahead:" + visitType + ":" + patientKey);
    }

    Uni<Booked> ahead(SqlClient client, Wanted wanted, boolean isBusy, Instant now) {
        return Sql.first(
                client,
                row -> new Booked(
                        isBusy, row.getInteger("ahead"), Optional.ofNullable(Sql.instant(row, "next_starts_at"))),
                AHEAD,
                wanted.patientKeys().toArray(String[]::new),
                wanted.visitType(),
                now,
                ownId(wanted));
    }

    /** @param slots of one session, in order and without a gap */
    Uni<?> take(Tx tx, List<Slot> slots, String visitType) {
        var first = slots.get(0);
        return tx.run(
                TAKE,
                first.session(),
                first.startsAt(),
                slots.get(slots.size() - 1).startsAt(),
                visitType);
    }

    Uni<?> free(Tx tx, Seats seats) {
        return tx.run(FREE, (Object) ids(seats.slots()));
    }

    Uni<?> close(Tx tx, Seats seats) {
        return tx.run(CLOSE, (Object) ids(seats.slots()));
    }

    Uni<?> hold(Tx tx, UUID hold, Seats seats, Instant expiresAt) {
        return tx.run(HOLD, ids(seats.slots()), hold, expiresAt);
    }

    /** @return whether all of the hold's seats were still there */
    Uni<Boolean> takeHeld(Tx tx, UUID hold, Seats seats) {
        return tx.run(TAKE_HELD, hold, tx.now())
                .map(rows -> rows.rowCount() == seats.slots().size());
    }

    Uni<?> releaseHeld(Tx tx, UUID hold) {
        return tx.run(RELEASE_HELD, hold);
    }

    Uni<?> countInCaps(Tx tx, Seats seats, int more) {
        return tx.run(COUNT_IN_CAPS, seats.session(), seats.visitType(), more);
    }

    Uni<?> useResource(Tx tx, UUID by, UUID resource, Instant from, Instant to, Instant expiresAt) {
        return tx.run(USE_RESOURCE, by, resource, from, to, expiresAt);
    }

    /** @return whether the hold still had it */
    Uni<Boolean> takeOverResource(Tx tx, UUID hold, UUID by) {
        return tx.run(TAKE_OVER_RESOURCE, hold, by, tx.now()).map(rows -> rows.rowCount() == 1);
    }

    Uni<?> leaveResource(Tx tx, UUID by) {
        return tx.run(LEAVE_RESOURCE, by);
    }

    private static UUID ownId(Wanted wanted) {
        return wanted.own().map(Wanted.Own::appointment).orElse(null);
    }

    private static UUID[] ids(List<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
