package org.carepromise.kit.retention;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;

/**
 * How long something is kept: a duration ({@code PT36H}, {@code P90D}) or a period of the calendar ({@code P6Y},
 * {@code P18M}), counted in UTC.
 *
 * @param text as it was written
 */
public record RetentionPeriod(String text, TemporalAmount amount) {

    /** Periods are compared by how far they reach back from here. */
    private static final Instant SOME_DAY = Instant.parse("2025-01-01T00:00:00Z");

    /** @throws IllegalArgumentException where it is neither, or negative */
    public static RetentionPeriod of(String text) {
        try {
            var amount = text.contains("T") || text.endsWith("D") && !text.matches(".*[YMW].*")
                    ? Duration.parse(text)
                    : Period.parse(text);
            var period = new RetentionPeriod(text, amount);
            if (!period.before(SOME_DAY).isAfter(SOME_DAY)) {
                return period;
            }
        } catch (DateTimeException misfit) {
            // refused below
        }
        throw new IllegalArgumentException("an ISO 8601 period such as P90D, P6Y or PT36H");
    }

    /** The instant of which and before which rows are old enough at {@code now}. */
    public Instant before(Instant now) {
        return now.atOffset(ZoneOffset.UTC).minus(amount).toInstant();
    }

    boolean isShorterThan(RetentionPeriod other) {
        return before(SOME_DAY).isAfter(other.before(SOME_DAY));
    }
}
