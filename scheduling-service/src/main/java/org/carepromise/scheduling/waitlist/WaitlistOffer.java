package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A seat that is kept for one entry.
 *
 * @param hold that keeps it
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
        OfferedSeat seats,
        OfferState state,
        Instant latestUsefulAt,
        Optional<Instant> sentAt,
        Instant expiresAt,
        Optional<UUID> appointment,
        Optional<Instant> endedAt,
        long version) {

    /** What is offered. */
    record OfferedSeat(
            String site,
            UUID provider,
            String visitType,
            UUID firstSlot,
            List<UUID> slots,
            Instant startsAt,
            Instant endsAt) {}

    /** Whether its time is up, whether or not somebody has ended it. */
    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    WaitlistOffer sent(Instant at, Instant newEnd) {
        return new WaitlistOffer(
                id,
                entry,
                hold,
                seats,
                OfferState.OPEN,
                latestUsefulAt,
                Optional.of(at),
                newEnd,
                appointment,
                endedAt,
                version + 1);
    }

    WaitlistOffer ended(OfferState as, Optional<UUID> booked, Instant at) {
        return new WaitlistOffer(
                id, entry, hold, seats, as, latestUsefulAt, sentAt, expiresAt, booked, Optional.of(at), version + 1);
    }
}
