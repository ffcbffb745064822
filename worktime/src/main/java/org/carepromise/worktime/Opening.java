package org.carepromise.worktime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * A stretch of time in which a site is open.
 *
 * @param opensAt the first instant inside
 * @param closesAt the first instant no longer inside, always later
 * @param on the date in the site's zone on which it opened, also for its tail past midnight
 */
public record Opening(Instant opensAt, Instant closesAt, LocalDate on) {

    /** @throws IllegalArgumentException if it does not close after it opens */
    public Opening {
        Objects.requireNonNull(on, "on");
        if (!opensAt.isBefore(closesAt)) {
            throw new IllegalArgumentException("opening " + opensAt + " to " + closesAt + ": empty");
        }
    }

    /** How long it really lasts. */
    public Duration length() {
        return Duration.between(opensAt, closesAt);
    }

    /** Whether the instant lies in it; the closing instant does not. */
    public boolean contains(Instant at) {
        return !at.isBefore(opensAt) && at.isBefore(closesAt);
    }
}
