package org.carepromise.scheduling.waitlist;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What would suit somebody who waits. What is empty does not matter to them.
 *
 * @param sites at least one
 * @param earliest the first local time at which the visit may begin
 * @param latest the last one, included
 * @param fromOn the first local date
 * @param untilOn the last one, included
 */
record Wishes(
        Set<String> sites,
        Optional<Set<UUID>> providers,
        Optional<Set<DayOfWeek>> weekdays,
        Optional<LocalTime> earliest,
        Optional<LocalTime> latest,
        Optional<LocalDate> fromOn,
        Optional<LocalDate> untilOn) {

    Wishes {
        sites = Set.copyOf(sites);
        providers = providers.map(Set::copyOf);
        weekdays = weekdays.map(Set::copyOf);
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("nobody waits nowhere");
        }
    }

    /** Whether no start could ever suit. */
    boolean areEmpty() {
        return earliest.isPresent() && latest.isPresent() && earliest.get().isAfter(latest.get())
                || fromOn.isPresent() && untilOn.isPresent() && fromOn.get().isAfter(untilOn.get());
    }
}
