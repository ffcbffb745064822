package org.carepromise.callback.admission;

import java.time.Instant;

/**
 * Callbacks that are promised and wait for their first attempt. One that an agent has begun is no longer among them, and
 * retries are not: they come after all first attempts, and the agent time of a request covers them.
 *
 * @param releaseAt the first instant at which they may be called
 * @param dueAt the last instant at which a first attempt is in time; it may have passed
 * @param count how many with these two times, at least 1
 */
public record OpenPromise(Instant releaseAt, Instant dueAt, int count) {

    /** @throws IllegalArgumentException if it is due before it is released, or counts nothing */
    public OpenPromise {
        if (dueAt.isBefore(releaseAt)) {
            throw new IllegalArgumentException("promise due " + dueAt + " before its release " + releaseAt);
        }
        if (count < 1) {
            throw new IllegalArgumentException(count + " promises: at least 1");
        }
    }

    /** A single one. */
    public OpenPromise(Instant releaseAt, Instant dueAt) {
        this(releaseAt, dueAt, 1);
    }
}
