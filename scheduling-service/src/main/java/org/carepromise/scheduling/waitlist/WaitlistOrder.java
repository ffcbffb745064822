package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** Who comes first: the higher priority, then whoever waits longer, then the smaller id, so that there is no tie. */
final class WaitlistOrder implements Comparator<WaitlistOrder.Place> {

    static final WaitlistOrder BEST_FIRST = new WaitlistOrder();

    // As the database compares ids: by their bytes, which a UUID's own order does not.
    private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::priority)
            .reversed()
            .thenComparing(Place::enteredAt)
            .thenComparing(place -> place.id().toString());

    private WaitlistOrder() {}

    /** What the order looks at. */
    record Place(int priority, Instant enteredAt, UUID id) {

        /** In front of everybody. */
        static final Place BEFORE_ALL = new Place(Integer.MAX_VALUE, Instant.EPOCH, new UUID(0, 0));

        static Place of(WaitlistEntry entry) {
            return new Place(entry.priority(), entry.createdAt(), entry.id());
        }
    }

    @Override
    public int compare(Place one, Place other) {
        return ORDER.compare(one, other);
    }
}
