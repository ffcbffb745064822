package org.carepromise.callback.request;

import java.time.Instant;
import java.util.UUID;

/**
 * An agent's hold on a callback.
 *
 * @param token shows that it is this hold and no earlier one
 * @param agent the human who has it
 * @param until its end, exclusive
 */
public record Lease(UUID token, String agent, Instant claimedAt, Instant until) {

    public boolean isHeldAt(UUID shown, Instant at) {
        return token.equals(shown) && at.isBefore(until);
    }
}
