package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.Optional;

/** Until when a thread that was raised is to be seen and answered. */
final class RaisedLimitPlan {

    private RaisedLimitPlan() {}

    /**
     * The earlier of what was promised and what the new lane promises from now on; where the former has passed, now.
     *
     * @param ofLane the new lane's limit, from now on
     * @return empty where it is the lane's own
     */
    static Optional<Instant> limit(Optional<Instant> promised, Instant ofLane, Instant now) {
        return promised.filter(old -> old.isBefore(ofLane)).map(old -> old.isBefore(now) ? now : old);
    }
}
