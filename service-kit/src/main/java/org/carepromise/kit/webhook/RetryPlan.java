package org.carepromise.kit.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed delivery is tried again: after a random part of a wait that doubles from 10 seconds to 6 hours («full
 * jitter», so that many that failed together do not come back together), never before the receiver's Retry-After. The
 * last try is at the end of the time; a failure there, or later, is the last.
 *
 * @param within how long one event is tried, counted from its first attempt
 */
record RetryPlan(Duration within) {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(6);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 16;

    /**
     * @param firstAttemptAt when the event was first tried
     * @param at when it failed now
     * @param failures how often it has failed, this time included
     * @param retryAfter what the receiver asked for, or null
     * @return when to try again, or empty: it is dead
     */
    Optional<Instant> next(
            Instant firstAttemptAt, Instant at, int failures, Duration retryAfter, RandomGenerator random) {
        var end = firstAttemptAt.plus(within);
        if (!at.isBefore(end)) {
            return Optional.empty();
        }
        var wait = longer(
                SHORTEST_WAIT,
                Duration.ofMillis(random.nextLong(longestWait(failures).toMillis()) + 1));
        var next = at.plus(retryAfter == null ? wait : longer(wait, capped(retryAfter)));
        return Optional.of(next.isBefore(end) ? next : end);
    }

    /** Before the jitter: 10 s, 20 s, 40 s and so on, to 6 hours. */
    static Duration longestWait(int failures) {
        var doubled = FIRST_WAIT.multipliedBy(1L << Math.min(Math.max(failures, 1) - 1, DOUBLINGS));
        return capped(doubled);
    }

    /**
     * A Retry-After header: seconds or a date (RFC 9110 §10.2.3), at most 6 hours.
     *
     * @return how long to wait from {@code at} on, or null where the header is missing, unreadable or of the past
     */
    static Duration retryAfter(String header, Instant at) {
        if (header == null) {
            return null;
        }
        try {
            var wait = header.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header.strip()))
                    : Duration.between(
                            at,
                            ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return wait.isNegative() || wait.isZero() ? null : capped(wait);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static Duration capped(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
