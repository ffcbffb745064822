package org.carepromise.scheduling.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A provider at a site from–to.
 *
 * @param template empty where it was written without one
 * @param visitTypes the only ones taken; empty for all that the provider offers
 * @param capacity seats of all its slots
 * @param taken how many of them are gone
 * @param held how many holds keep, whose time is not up
 */
record Session(
        UUID id,
        Optional<UUID> template,
        UUID provider,
        String site,
        Instant startsAt,
        Instant endsAt,
        SessionState state,
        Optional<List<String>> visitTypes,
        int capacity,
        int taken,
        int held,
        Optional<SessionCancellationReason> cancellationReason,
        Optional<Instant> cancelledAt) {

    /** A slot, as staff see it. */
    record Slot(
            UUID id,
            Instant startsAt,
            Instant endsAt,
            int capacity,
            int overbook,
            int taken,
            int held,
            Optional<Instant> opensAt) {}

    /** A cap, and how much of it is gone: what is booked, and what holds keep. */
    record Cap(List<String> visitTypes, int most, int taken, int held) {}
}
