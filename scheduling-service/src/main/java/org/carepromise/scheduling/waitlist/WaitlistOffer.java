package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.scheduling.capacity.Seats;

/**
 * A seat that is kept for one entry.
 *
 * @param hold that keeps it
 * @param seats what is offered
 * @param latestUsefulAt the begin of the lead time: the offer ends by then
 * @param sentAt when the patient was told
 * @param expiresAt its end, exclusive; before it is sent, by when it has to be
 * @param appointment that it became
 * @param version rises with each change
 */
record WaitlistOffer(
        UUID id,
        UUID entry,
        UUID hold,
        Seats seats,
        OfferState state,
        Instant latestUsefulAt,
        Optional<Instant> sentAt,
        Instant expiresAt,
        Optional<UUID> appointment,
        Optional<Instant> endedAt,
        long version) {

    /** Whether its time is up, whether or not somebody has ended it. */
    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    WaitlistOffer ended(OfferState as, Optional<UUID> booked, Instant at) {
        return new WaitlistOffer(
                id, entry, hold, seats, as, latestUsefulAt, sentAt, expiresAt, booked, Optional.of(at), version + 1);
    }
}
