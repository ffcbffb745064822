package org.carepromise.scheduling.hold;

import java.time.Instant;
import java.util.UUID;

import org.carepromise.scheduling.capacity.Seats;

/**
 * Seats kept for somebody until an instant, excluded.
 *
 * @param holder who may book it: the caller's name for idempotency, or whom an offer is for
 * @param state as stored; {@link #stateAt} knows whether its time is up
 * @param version rises with each change
 */
public record Hold(
        UUID id,
        HoldPurpose purpose,
        String holder,
        Seats seats,
        HoldState state,
        Instant expiresAt,
        long version,
        Instant createdAt) {

    public HoldState stateAt(Instant now) {
        return state == HoldState.HELD && !now.isBefore(expiresAt) ? HoldState.EXPIRED : state;
    }
}
