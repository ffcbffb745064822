package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.scheduling.visittype.Visit;

/** Which rooms or devices a visit could have beside its provider. Search and booking call the same. */
public final class ResourceFinder {

    private ResourceFinder() {}

    /**
     * A room or device.
     *
     * @param kind what visit types ask for
     * @param uses of it, in any order
     */
    public record Room(UUID id, String site, String kind, List<Use> uses) {

        public Room {
            uses = List.copyOf(uses);
        }
    }

    /**
     * Somebody has it.
     *
     * @param from the first instant
     * @param to the first instant no longer
     * @param expiresAt when a hold ends by itself; empty for an appointment
     */
    public record Use(Instant from, Instant to, Optional<Instant> expiresAt) {

        boolean isInTheWay(Instant begin, Instant end, Instant now) {
            return from.isBefore(end)
                    && to.isAfter(begin)
                    && expiresAt.map(now::isBefore).orElse(true);
        }
    }

    /**
     * Those that are free for the whole visit with its buffers, in the order given; none where the visit needs none.
     *
     * @param first the slot in which the visit begins
     * @param resources of any site and kind
     */
    public static List<Room> free(List<Room> resources, Slot first, Visit visit, Instant now) {
        var begin = SlotFinder.begin(first, visit);
        var end = SlotFinder.end(first, visit);
        return visit.resourceKind()
                .map(kind -> resources.stream()
                        .filter(resource -> resource.kind().equals(kind)
                                && resource.site().equals(first.site())
                                && resource.uses().stream().noneMatch(use -> use.isInTheWay(begin, end, now)))
                        .toList())
                .orElse(List.of());
    }
}
