package org.carepromise.callback.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.callback.Ids;

/**
 * Hours in which more call than a desk is made for, declared beforehand.
 *
 * @param beginsAt inclusive
 * @param endsAt exclusive
 * @param overflowPlan where calls go, in this order
 */
record Surge(
        UUID id,
        String site,
        Instant beginsAt,
        Instant endsAt,
        String reason,
        List<String> overflowPlan,
        String declaredBy,
        Optional<String> endedBy,
        long version,
        Instant createdAt) {

    boolean isOverAt(Instant at) {
        return !at.isBefore(endsAt);
    }

    /** Whether it has a part of the time from one instant to another, exclusive. */
    boolean overlaps(Instant from, Instant to) {
        return beginsAt.isBefore(to) && from.isBefore(endsAt);
    }

    /** Over from now on; one that has not begun never was. */
    Surge ended(Instant at, String by) {
        return new Surge(
                id,
                site,
                beginsAt,
                at.isBefore(beginsAt) ? beginsAt : at,
                reason,
                overflowPlan,
                declaredBy,
                Optional.of(by),
                version + 1,
                createdAt);
    }

    String publicId() {
        return Ids.SURGE.format(id);
    }
}
