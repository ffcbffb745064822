package org.carepromise.scheduling.calendar;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.carepromise.kit.access.Scope;

/**
 * A provider's calendar that somebody subscribed to.
 *
 * @param sites where the provider works
 */
record CalendarFeed(UUID id, UUID provider, List<String> sites, long version, Instant createdAt) {

    /** Of a provider who works elsewhere too, only those have a feed who may see all of it. */
    boolean isReachedBy(Scope reach) {
        return sites.stream().allMatch(reach::covers);
    }
}
