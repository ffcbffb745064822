package org.carepromise.gateway.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** Where the test clock is to go: by so much, or to an instant. */
record ClockMove(Duration advance, Instant to) {

    /** Sessions are written half a year ahead; beyond ten there is nothing to see. */
    private static final Duration FARTHEST = Duration.ofDays(3660);

    /** @throws Problem {@code request-invalid} unless exactly one is given and can be read */
    static ClockMove of(String advance, String to) {
        if ((advance == null) == (to == null)) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("#", "either advance or to");
        }
        return advance != null ? new ClockMove(duration(advance), null) : new ClockMove(null, instant(to));
    }

    private static Duration duration(String text) {
        try {
            var advance = Duration.parse(text);
            if (advance.compareTo(FARTHEST) > 0) {
                throw Problem.of(HttpProblem.REQUEST_INVALID).at("#/advance", "at most P3660D");
            }
            return advance;
        } catch (DateTimeParseException unreadable) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("#/advance", "an ISO 8601 duration like PT2H");
        }
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException unreadable) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("#/to", "an RFC 3339 time like 2026-12-07T15:00:00Z");
        }
    }

    /**
     * One absolute instant for all services.
     *
     * @param latest the latest time of any service
     * @throws Problem {@code clock-moves-forward-only}
     */
    Instant target(Instant latest) {
        var target = to != null ? to : latest.plus(advance);
        if (target.isBefore(latest)) {
            throw Problem.of(HttpProblem.CLOCK_MOVES_FORWARD_ONLY).with("now", latest);
        }
        if (target.isAfter(latest.plus(FARTHEST))) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("#/to", "at most 3660 days ahead");
        }
        return target;
    }
}
