package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.UUID;

/**
 * Whoever works on a thread has it alone for a while.
 *
 * @param until exclusive
 */
public record Lease(UUID token, String agent, Instant claimedAt, Instant until) {

    public boolean isHeldAt(UUID named, Instant at) {
        return token.equals(named) && at.isBefore(until);
    }
}
