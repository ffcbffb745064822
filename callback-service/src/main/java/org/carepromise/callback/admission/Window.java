package org.carepromise.callback.admission;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time in which a patient may be called, or has asked to be.
 *
 * @param startsAt the first instant inside
 * @param endsAt later; as the due time of a promise it is still in time
 */
public record Window(Instant startsAt, Instant endsAt) {

    /** @throws IllegalArgumentException if it does not end after it starts */
    public Window {
        if (!startsAt.isBefore(endsAt)) {
            throw new IllegalArgumentException("window " + startsAt + " to " + endsAt + ": empty");
        }
    }

    public Duration length() {
        return Duration.between(startsAt, endsAt);
    }
}
