package org.carepromise.callback.staffing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody planned: what was expected and taken for granted. What it needs is computed from that whenever it is
 * read ({@link StaffingPlan}).
 *
 * @param name as people call it
 * @param startsOn the first date planned
 * @param days planned, 1 to 7
 * @param weeksOf the Mondays of the weeks whose calls the arrivals were taken from; none where they were typed in
 * @param arrivals by time
 */
record SavedPlan(
        UUID id,
        String site,
        Optional<String> name,
        LocalDate startsOn,
        int days,
        Assumptions assumptions,
        List<LocalDate> weeksOf,
        List<Arrivals> arrivals,
        Instant createdAt) {

    /** A plan never changes: another one takes its place. */
    static final long VERSION = 1;

    SavedPlan {
        weeksOf = List.copyOf(weeksOf);
        arrivals = List.copyOf(arrivals);
    }

    /** The date after the last one. */
    LocalDate endsBefore() {
        return startsOn.plusDays(days);
    }
}
