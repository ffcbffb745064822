package org.carepromise.scheduling.waitlist;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.availability.Slot;
import org.carepromise.scheduling.capacity.Seats;
import org.carepromise.scheduling.visittype.Visit;

/** Seats that came free, and who waits for them. */
@ApplicationScoped
class FreedSeatStore {

    /** How many who wait are looked at in one reading. */
    static final int PAGE = 100;

    // Where somebody may want them the seats stay taken until they are offered: in the statement that follows the one
    // that
    // freed them, the slots still locked.
    private static final String KEEP =
            """
            WITH wanted AS MATERIALIZED (
                SELECT slot.id FROM slot
                  JOIN session ON session.id = slot.session_id
                  JOIN provider ON provider.id = slot.provider_id
                 WHERE slot.id = ANY ($1) AND slot.starts_at > $4 AND session.state = 'OPEN'
                   AND slot.taken + slot.held < slot.capacity
                   AND EXISTS (SELECT FROM waitlist_entry
                                WHERE waitlist_entry.state = 'OPEN'
                                  AND waitlist_entry.visit_type_id = ANY (coalesce(session.visit_type_ids, provider.visit_type_ids))
                                  AND slot.site_id = ANY (waitlist_entry.site_ids)
                                  AND (waitlist_entry.provider_ids IS NULL
                                       OR slot.provider_id = ANY (waitlist_entry.provider_ids)))),
            kept AS (
                INSERT INTO held_seat (slot_id, hold_id, expires_at) SELECT id, $2, $3 FROM wanted)
            UPDATE slot SET held = held + 1 FROM wanted WHERE slot.id = wanted.id
            """;

    private static final String GIVE_BACK =
            """
            WITH given AS (DELETE FROM held_seat WHERE hold_id = $1 RETURNING slot_id)
            UPDATE slot SET held = held - 1 FROM given WHERE slot.id = given.slot_id
            """;

    // Who comes first is decided by one at a time; who does not get the turn tries again at the next poll.
    private static final String TAKE_TURN = "SELECT pg_try_advisory_xact_lock(5312047711) AS ours";

    private static final String PLACE =
            """
            SELECT slot.session_id, slot.site_id, slot.provider_id, session.state = 'OPEN' AS open, provider.name AS provider,
                   coalesce(session.visit_type_ids, provider.visit_type_ids) AS visit_types,
                   min(slot.starts_at) AS starts_at, max(slot.ends_at) AS ends_at,
                   (SELECT coalesce(max(buffer_before_seconds + length_seconds + buffer_after_seconds), 0) FROM visit_type
                     WHERE visit_type.id = ANY (coalesce(session.visit_type_ids, provider.visit_type_ids))) AS longest
              FROM slot
              JOIN session ON session.id = slot.session_id
              JOIN provider ON provider.id = slot.provider_id
             WHERE slot.id = ANY ($1)
             GROUP BY slot.session_id, slot.site_id, slot.provider_id, session.id, provider.id
            """;

    private static final String TRY_LOCK_AROUND =
            """
            WITH around AS MATERIALIZED (
                SELECT id FROM slot WHERE session_id = $1 AND starts_at < $3 AND ends_at > $2
                 ORDER BY starts_at, id FOR UPDATE SKIP LOCKED)
            SELECT (SELECT count(*) FROM around)
                 = (SELECT count(*) FROM slot WHERE session_id = $1 AND starts_at < $3 AND ends_at > $2) AS all
            """;

    private static final String TRY_LOCK =
            """
            WITH mine AS MATERIALIZED (
                SELECT id FROM slot WHERE id = ANY ($1) ORDER BY starts_at, id FOR UPDATE SKIP LOCKED)
            SELECT (SELECT count(*) FROM mine) = (SELECT count(*) FROM slot WHERE id = ANY ($1)) AS all
            """;

    // Read after the lock. What was kept for this very purpose counts as free.
    private static final String AROUND =
            """
            SELECT slot.id, slot.session_id, slot.starts_at, slot.ends_at, slot.capacity, slot.overbook, slot.taken, slot.opens_at,
                   CASE WHEN slot.held = 0 THEN 0
                        ELSE (SELECT count(*)::int FROM held_seat
                               WHERE slot_id = slot.id AND expires_at > $4 AND hold_id <> $5) END AS held,
                   slot.provider_id, slot.site_id, session.starts_at AS session_starts_at, session.ends_at AS session_ends_at
              FROM slot JOIN session ON session.id = slot.session_id
             WHERE slot.session_id = $1 AND slot.starts_at < $3 AND slot.ends_at > $2
             ORDER BY slot.starts_at
            """;

    private static final String WAITING =
            """
            SELECT waitlist_entry.*, visit_type.length_seconds, visit_type.buffer_before_seconds,
                   visit_type.buffer_after_seconds, visit_type.lead_time_seconds, visit_type.horizon_seconds,
                   visit_type.future_limit, visit_type.resource_kind, appointment.starts_at AS replaced_at,
                   ARRAY (SELECT first_slot_id FROM waitlist_offer WHERE entry_id = waitlist_entry.id) AS offered_before
              FROM waitlist_entry
              JOIN visit_type ON visit_type.id = waitlist_entry.visit_type_id
              LEFT JOIN appointment ON appointment.id = waitlist_entry.appointment_id
             WHERE waitlist_entry.state = 'OPEN' AND waitlist_entry.visit_type_id = ANY ($1)
               AND $2 = ANY (waitlist_entry.site_ids)
               AND (waitlist_entry.provider_ids IS NULL OR $3 = ANY (waitlist_entry.provider_ids))
               AND (waitlist_entry.appointment_id IS NULL OR appointment.state = 'BOOKED')
               AND NOT EXISTS (SELECT FROM waitlist_offer
                                WHERE entry_id = waitlist_entry.id AND state IN ('PREPARED', 'OPEN'))
               AND (-waitlist_entry.priority, waitlist_entry.created_at, waitlist_entry.id) > ($4, $5, $6)
             ORDER BY waitlist_entry.priority DESC, waitlist_entry.created_at, waitlist_entry.id
             LIMIT $7
            """;

    private static final String BUSY =
            """
            SELECT DISTINCT wanted.entry FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::uuid[])
                   AS wanted (entry, patient_key, starts_at, ends_at, replaced)
             WHERE EXISTS (SELECT FROM appointment
                            WHERE appointment.patient_key = wanted.patient_key
                              AND appointment.state IN ('BOOKED', 'CHECKED_IN')
                              AND tstzrange(appointment.starts_at, appointment.ends_at)
                               && tstzrange(wanted.starts_at, wanted.ends_at)
                              AND appointment.id IS DISTINCT FROM wanted.replaced)
            """;

    private static final String SEATS_OF =
            """
            SELECT session_id, site_id, provider_id, visit_type_id, slot_ids, first_slot_id, starts_at, ends_at, resource_id
              FROM appointment WHERE id = $1
            """;

    private final WaitlistStore entries;

    FreedSeatStore(WaitlistStore entries) {
        this.entries = entries;
    }

    /**
     * Where seats came free.
     *
     * @param isOpen whether the session takes place
     * @param longest what the longest visit that it takes covers
     */
    record Place(
            UUID session,
            String site,
            UUID provider,
            String providerName,
            boolean isOpen,
            List<String> visitTypes,
            Instant startsAt,
            Instant endsAt,
            Duration longest) {

        Instant from() {
            return startsAt.minus(longest);
        }

        Instant to() {
            return endsAt.plus(longest);
        }
    }

    /** Somebody who waits, and what decides what they can be offered. */
    record Waiting(WaitlistEntry entry, Visit visit, Optional<Instant> replacedAt, Set<UUID> offeredBefore) {}

    /** Somebody who waits, at a time that would suit them. */
    record Candidate(Waiting waiting, Instant startsAt, Instant endsAt) {}

    Uni<?> keep(Tx tx, Collection<UUID> slots, UUID keep, Instant until) {
        return tx.run(KEEP, slots.toArray(UUID[]::new), keep, until, tx.now());
    }

    /** Needs the slots locked. */
    Uni<?> giveBack(Tx tx, UUID keep) {
        return tx.run(GIVE_BACK, keep);
    }

    Uni<Boolean> takeTurn(Tx tx) {
        return tx.run(TAKE_TURN).map(rows -> rows.iterator().next().getBoolean("ours"));
    }

    /** @return where these slots of one session are, or null where they are gone */
    Uni<Place> place(SqlClient client, Collection<UUID> slots) {
        return Sql.first(client, FreedSeatStore::placeOf, PLACE, (Object) slots.toArray(UUID[]::new));
    }

    /** @return whether all slots that a visit with one of the freed seats could use are locked now */
    Uni<Boolean> tryLockAround(Tx tx, Place place) {
        return tx.run(TRY_LOCK_AROUND, place.session(), place.from(), place.to())
                .map(rows -> rows.iterator().next().getBoolean("all"));
    }

    Uni<Boolean> tryLock(Tx tx, Collection<UUID> slots) {
        return tx.run(TRY_LOCK, (Object) slots.toArray(UUID[]::new))
                .map(rows -> rows.iterator().next().getBoolean("all"));
    }

    Uni<List<Slot>> around(Tx tx, Place place, UUID keep) {
        return Sql.list(tx.reads(), Slot::from, AROUND, place.session(), place.from(), place.to(), tx.now(), keep);
    }

    Uni<List<Waiting>> waiting(SqlClient client, Place place, WaitlistOrder.Place after) {
        return Sql.list(
                client,
                this::waiting,
                WAITING,
                place.visitTypes().toArray(String[]::new),
                place.site(),
                place.provider(),
                -after.priority(),
                after.enteredAt(),
                after.id(),
                PAGE);
    }

    /** A patient may be known under several. */
    private record Key(Candidate of, String text) {}

    /** @return the entries of those who have another visit at that time */
    Uni<Set<UUID>> busy(SqlClient client, List<Candidate> candidates) {
        var keys = candidates.stream()
                .flatMap(
                        each -> each.waiting().entry().patient().keys().stream().map(key -> new Key(each, key)))
                .toList();
        return candidates.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : Sql.list(
                                client,
                                row -> row.getUUID("entry"),
                                BUSY,
                                keys.stream()
                                        .map(each -> each.of().waiting().entry().id())
                                        .toArray(UUID[]::new),
                                keys.stream().map(Key::text).toArray(String[]::new),
                                keys.stream().map(each -> each.of().startsAt()).toArray(Instant[]::new),
                                keys.stream().map(each -> each.of().endsAt()).toArray(Instant[]::new),
                                keys.stream()
                                        .map(each -> each.of()
                                                .waiting()
                                                .entry()
                                                .appointment()
                                                .orElse(null))
                                        .toArray(UUID[]::new))
                        .map(Set::copyOf);
    }

    /** @return the seats of an appointment */
    Uni<Seats> seatsOf(SqlClient client, UUID appointment) {
        return Sql.first(client, FreedSeatStore::seats, SEATS_OF, appointment);
    }

    private static Seats seats(Row row) {
        return new Seats(
                row.getUUID("session_id"),
                row.getString("site_id"),
                row.getUUID("provider_id"),
                row.getString("visit_type_id"),
                List.of(row.getArrayOfUUIDs("slot_ids")),
                row.getUUID("first_slot_id"),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                Optional.ofNullable(row.getUUID("resource_id")));
    }

    private Waiting waiting(Row row) {
        var entry = entries.from(row);
        return new Waiting(
                entry,
                Visit.from(row, entry.visitType()),
                Optional.ofNullable(Sql.instant(row, "replaced_at")),
                Arrays.stream(row.getArrayOfUUIDs("offered_before")).collect(Collectors.toUnmodifiableSet()));
    }

    private static Place placeOf(Row row) {
        return new Place(
                row.getUUID("session_id"),
                row.getString("site_id"),
                row.getUUID("provider_id"),
                row.getString("provider"),
                row.getBoolean("open"),
                List.of(row.getArrayOfStrings("visit_types")),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                Duration.ofSeconds(row.getInteger("longest")));
    }
}
