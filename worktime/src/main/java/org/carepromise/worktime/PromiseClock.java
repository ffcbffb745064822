package org.carepromise.worktime;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * How the time of a promise counts.
 *
 * <p>Durations are elapsed time, never wall time: on the night of a daylight-saving change the wall jumps, the clock does
 * not. Adding gives the <em>earliest</em> instant at which the time is used up; it is rounded up to the microsecond, so
 * that no promise is due before its time has passed.
 */
public enum PromiseClock {

    /** Every second. */
    ELAPSED {
        @Override
        Instant addTo(BusinessCalendar calendar, Instant start, Duration time) {
            return Micros.instant(Math.addExact(Micros.ceil(start), Micros.ceil(time)));
        }

        @Override
        public Duration between(BusinessCalendar calendar, Instant startInclusive, Instant endExclusive) {
            if (endExclusive.isBefore(startInclusive)) {
                return between(calendar, endExclusive, startInclusive).negated();
            }
            return Micros.duration(Math.max(0, Micros.floor(endExclusive) - Micros.ceil(startInclusive)));
        }
    },

    /** Seconds in which the site is open. A due time lies inside an opening or exactly at its end. */
    BUSINESS_HOURS {
        @Override
        Instant addTo(BusinessCalendar calendar, Instant start, Duration time) {
            return calendar.add(timeline -> timeline.openTime, start, time);
        }

        @Override
        public Duration between(BusinessCalendar calendar, Instant startInclusive, Instant endExclusive) {
            return calendar.between(timeline -> timeline.openTime, startInclusive, endExclusive);
        }
    },

    /** Every second of a date on which the site opens at all, midnight to midnight in its zone. */
    BUSINESS_DAYS {
        @Override
        Instant addTo(BusinessCalendar calendar, Instant start, Duration time) {
            return calendar.add(timeline -> timeline.businessDays, start, time);
        }

        @Override
        public Duration between(BusinessCalendar calendar, Instant startInclusive, Instant endExclusive) {
            return calendar.between(timeline -> timeline.businessDays, startInclusive, endExclusive);
        }
    },

    /**
     * Closing time of the n-th business day after today, which {@link Allowance#closings} gives. A part of that time, for a
     * warning or a tier, counts as {@link #BUSINESS_DAYS}. It can't be paused.
     */
    CLOSE_OF_BUSINESS {
        @Override
        Instant addTo(BusinessCalendar calendar, Instant start, Duration time) {
            return BUSINESS_DAYS.addTo(calendar, start, time);
        }

        @Override
        public Duration between(BusinessCalendar calendar, Instant startInclusive, Instant endExclusive) {
            return BUSINESS_DAYS.between(calendar, startInclusive, endExclusive);
        }
    };

    /**
     * The earliest instant at which {@code time} on this clock has passed since {@code start}.
     *
     * @param calendar of the site; {@link #ELAPSED} does not ask it
     * @param start the first instant that counts, rounded up to the microsecond
     * @param time zero or more, rounded up to the microsecond; with zero the answer is {@code start}
     * @throws IllegalArgumentException if {@code time} is negative
     * @throws NeverOpensException if the site stays closed for more than 400 days on the way
     * @throws DateTimeException beyond the calendar's years
     */
    public Instant add(BusinessCalendar calendar, Instant start, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time to add: " + time + " is negative");
        }
        return addTo(calendar, start, time);
    }

    abstract Instant addTo(BusinessCalendar calendar, Instant start, Duration time);

    /**
     * The time on this clock that a range uses up, in whole microseconds, never more than passed. Inverse of {@link #add}:
     * {@code between(start, add(start, time))} is {@code time}, for whole microseconds.
     *
     * @param calendar of the site; {@link #ELAPSED} does not ask it
     * @return negative if the end lies before the start, as {@link Duration#between}
     * @throws DateTimeException beyond the calendar's years
     */
    public abstract Duration between(BusinessCalendar calendar, Instant startInclusive, Instant endExclusive);
}
