package org.carepromise.scheduling.capacity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The seats of one visit.
 *
 * @param slots of one session, in order and without a gap: those of the buffers too
 * @param firstSlot the one in which the visit begins
 * @param startsAt of the visit itself, as the patient sees it
 * @param endsAt of the visit itself
 * @param resource the room or device; empty where the visit needs none
 */
public record Seats(
        UUID session,
        String site,
        UUID provider,
        String visitType,
        List<UUID> slots,
        UUID firstSlot,
        Instant startsAt,
        Instant endsAt,
        Optional<UUID> resource) {

    public Seats {
        slots = List.copyOf(slots);
    }
}
