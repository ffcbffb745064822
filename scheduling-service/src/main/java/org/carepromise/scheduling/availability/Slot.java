package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

import org.carepromise.kit.tx.Sql;

/**
 * A piece of a session with seats; what {@link SlotFinder} decides on.
 *
 * @param session the session that it is cut from
 * @param sessionStartsAt when that session begins
 * @param sessionEndsAt when it ends; its slots fill it without a gap
 * @param capacity its seats
 * @param overbook seats beyond those, for staff alone
 * @param taken how many are gone
 * @param held how many holds keep, whose time is not up
 * @param opensAt when it can first be booked; empty for always
 */
public record Slot(
        UUID id,
        UUID session,
        Instant startsAt,
        Instant endsAt,
        Instant sessionStartsAt,
        Instant sessionEndsAt,
        UUID provider,
        String site,
        int capacity,
        int overbook,
        int taken,
        int held,
        Optional<Instant> opensAt) {

    /** Seats left for everybody; below zero where staff overbooked. */
    public int free() {
        return capacity - taken - held;
    }

    /** Whether it can be booked by now, if a seat is left. */
    public boolean isReleased(Instant now) {
        return opensAt.isEmpty() || !now.isBefore(opensAt.get());
    }

    /** As staff see it who may overbook: with the seats beyond its capacity. */
    public Slot overbooked() {
        return with(capacity + overbook, taken, held);
    }

    public Slot withTaken(int seats) {
        return with(capacity, seats, held);
    }

    public Slot withHeld(int seats) {
        return with(capacity, taken, seats);
    }

    private Slot with(int seats, int nowTaken, int nowHeld) {
        return new Slot(
                id,
                session,
                startsAt,
                endsAt,
                sessionStartsAt,
                sessionEndsAt,
                provider,
                site,
                seats,
                overbook,
                nowTaken,
                nowHeld,
                opensAt);
    }

    boolean overlaps(Instant from, Instant to) {
        return startsAt.isBefore(to) && endsAt.isAfter(from);
    }

    /** Reads a slot with the bounds of its session. */
    public static Slot from(Row row) {
        return new Slot(
                row.getUUID("id"),
                row.getUUID("session_id"),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                Sql.instant(row, "session_starts_at"),
                Sql.instant(row, "session_ends_at"),
                row.getUUID("provider_id"),
                row.getString("site_id"),
                row.getInteger("capacity"),
                row.getInteger("overbook"),
                row.getInteger("taken"),
                row.getInteger("held"),
                Optional.ofNullable(Sql.instant(row, "opens_at")));
    }
}
