package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * At most so many visits of some types in a session.
 *
 * @param visitTypes that it counts together
 * @param most how many there may be
 * @param taken how many are booked
 * @param heldUntil when each hold of such a visit ends, exclusive
 */
public record SessionCap(UUID session, Set<String> visitTypes, int most, int taken, List<Instant> heldUntil) {

    public SessionCap {
        visitTypes = Set.copyOf(visitTypes);
        heldUntil = List.copyOf(heldUntil);
    }

    /** How many more such visits there may be; below zero where it was lowered since. */
    public int left(Instant now) {
        return most - taken - (int) heldUntil.stream().filter(now::isBefore).count();
    }

    static SessionCap from(Row row) {
        return new SessionCap(
                row.getUUID("session_id"),
                Set.of(row.getArrayOfStrings("visit_type_ids")),
                row.getInteger("most"),
                row.getInteger("taken"),
                instants(row, "held_until"));
    }

    static List<Instant> instants(Row row, String column) {
        var times = row.getArrayOfOffsetDateTimes(column);
        return times == null
                ? List.of()
                : Arrays.stream(times).map(time -> time.toInstant()).toList();
    }
}
