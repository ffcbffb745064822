package org.carepromise.worktime;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a promise allows: an amount of time on a clock, such as 2 h BUSINESS_HOURS, or for
 * {@link PromiseClock#CLOSE_OF_BUSINESS} a number of closings, such as 5.
 *
 * @param clock how the time counts
 * @param time more than zero, in whole microseconds; zero for closings
 * @param closings at least 1 for {@link PromiseClock#CLOSE_OF_BUSINESS}, else 0
 */
public record Allowance(PromiseClock clock, Duration time, int closings) {

    /** @throws IllegalArgumentException if time and closings do not fit the clock */
    public Allowance {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(time, "time");
        boolean byClosings = clock == PromiseClock.CLOSE_OF_BUSINESS;
        if (byClosings && (closings < 1 || !time.isZero())) {
            throw new IllegalArgumentException("closings: " + clock + " counts closings, at least 1, and no time");
        }
        if (!byClosings && (closings != 0 || time.isNegative() || time.isZero())) {
            throw new IllegalArgumentException("time: " + clock + " counts time, more than zero, and no closings");
        }
        if (time.getNano() % 1_000 != 0) {
            throw new IllegalArgumentException("time: " + time + " is finer than a microsecond");
        }
    }

    /**
     * An amount of time.
     *
     * @throws IllegalArgumentException if it is not positive, or the clock counts closings
     */
    public static Allowance of(PromiseClock clock, Duration time) {
        return new Allowance(clock, time, 0);
    }

    /** Until closing time of the n-th business day after today. */
    public static Allowance closings(int n) {
        return new Allowance(PromiseClock.CLOSE_OF_BUSINESS, Duration.ZERO, n);
    }

    /**
     * The earliest instant at which all of it is used up.
     *
     * @throws NeverOpensException if the site stays closed for more than 400 days on the way
     * @throws DateTimeException beyond the calendar's years
     */
    public Instant dueAt(BusinessCalendar calendar, Instant start) {
        return clock == PromiseClock.CLOSE_OF_BUSINESS
                ? calendar.closingAfter(start, closings)
                : clock.add(calendar, start, time);
    }

    /** How much time on its own clock that is; for closings it depends on the start and counts BUSINESS_DAYS seconds. */
    public Duration timeFrom(BusinessCalendar calendar, Instant start) {
        return clock == PromiseClock.CLOSE_OF_BUSINESS ? clock.between(calendar, start, dueAt(calendar, start)) : time;
    }

    /** Such as {@code PT48H BUSINESS_DAYS} or {@code 5 × CLOSE_OF_BUSINESS}. */
    @Override
    public String toString() {
        return clock == PromiseClock.CLOSE_OF_BUSINESS ? closings + " × " + clock : time + " " + clock;
    }
}
