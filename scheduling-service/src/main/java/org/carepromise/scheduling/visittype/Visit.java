package org.carepromise.scheduling.visittype;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

import io.vertx.mutiny.sqlclient.Row;

/**
 * What a visit of one type needs: the facts that rules about time and capacity ask for.
 *
 * @param type the visit type's id
 * @param length of the visit itself, as the patient sees it
 * @param bufferBefore kept free before it
 * @param bufferAfter kept free after it
 * @param leadTime how long before its start it is booked at the latest
 * @param horizon how long before its start it is booked at the earliest
 * @param futureLimit how many such visits a patient may have ahead at most; empty for no limit
 * @param resourceKind the kind of room or device that it needs beside its provider; empty for none
 */
public record Visit(
        String type,
        Duration length,
        Duration bufferBefore,
        Duration bufferAfter,
        Duration leadTime,
        Duration horizon,
        OptionalInt futureLimit,
        Optional<String> resourceKind) {

    /** The last instant at which a start can be booked. */
    public Instant bookedUntil(Instant start) {
        return start.minus(leadTime);
    }

    /** The first instant at which a start can be booked. */
    public Instant bookedFrom(Instant start) {
        return start.minus(horizon);
    }

    /** Reads the visit type's columns, as every statement that joins {@code visit_type} selects them. */
    public static Visit from(Row row, String type) {
        return new Visit(
                type,
                Duration.ofSeconds(row.getInteger("length_seconds")),
                Duration.ofSeconds(row.getInteger("buffer_before_seconds")),
                Duration.ofSeconds(row.getInteger("buffer_after_seconds")),
                Duration.ofSeconds(row.getInteger("lead_time_seconds")),
                Duration.ofSeconds(row.getInteger("horizon_seconds")),
                optional(row.getInteger("future_limit")),
                Optional.ofNullable(row.getString("resource_kind")));
    }

    static OptionalInt optional(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
