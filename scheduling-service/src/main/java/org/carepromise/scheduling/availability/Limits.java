package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.carepromise.scheduling.availability.ResourceFinder.Room;
import org.carepromise.scheduling.visittype.Visit;

/**
 * What bounds visits beside the seats of their slots.
 *
 * @param caps by session
 * @param resources all that the visits could ask for, with their uses
 */
public record Limits(Map<UUID, List<SessionCap>> caps, List<Room> resources) {

    /** Where no session has a cap and no visit needs a second resource. */
    public static final Limits NONE = new Limits(Map.of(), List.of());

    public static Limits of(Collection<SessionCap> caps, List<Room> resources) {
        return new Limits(caps.stream().collect(Collectors.groupingBy(SessionCap::session)), resources);
    }

    /** How many more visits of this type the session's caps allow; without one there is no bound. */
    public int leftByCaps(UUID session, String visitType, Instant now) {
        return caps.getOrDefault(session, List.of()).stream()
                .filter(cap -> cap.visitTypes().contains(visitType))
                .mapToInt(cap -> cap.left(now))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** How many resources are free for a visit that begins with this slot; without need of one there is no bound. */
    public int leftByResources(Slot first, Visit visit, Instant now) {
        return visit.resourceKind().isEmpty()
                ? Integer.MAX_VALUE
                : ResourceFinder.free(resources, first, visit, now).size();
    }
}
