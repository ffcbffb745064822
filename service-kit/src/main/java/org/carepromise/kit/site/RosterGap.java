package org.carepromise.kit.site;

import java.util.List;
import java.util.Optional;

import org.carepromise.worktime.DutyGap;

/**
 * A stretch of the days ahead in which a site is closed and nobody is on duty, while promises run.
 *
 * @param site its id
 * @param post what nobody is on duty as; empty for a site that never closes by its week, but does by a date
 * @param promises those that run then
 * @param gap from when until when; its end may be the end of the time looked at
 */
public record RosterGap(String site, Optional<DutyPost> post, List<PublishedPromise> promises, DutyGap gap) {

    public RosterGap {
        promises = List.copyOf(promises);
    }

    /** Whether both tell of the same missing person at the same time, though the time looked at has moved on. */
    boolean overlaps(RosterGap other) {
        return site.equals(other.site)
                && post.equals(other.post)
                && gap.startsAt().isBefore(other.gap.endsAt())
                && other.gap.startsAt().isBefore(gap.endsAt());
    }
}
