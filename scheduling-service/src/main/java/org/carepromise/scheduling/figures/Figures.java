package org.carepromise.scheduling.figures;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How well patients get in, and how many visits are lost or won back.
 *
 * @param thirdNext by site and visit type
 * @param complete whether {@code thirdNext} holds all there are
 * @param unrecorded past visits of which nobody has said whether they took place
 * @param recoveredByReminder without those that the waiting list filled
 */
record Figures(
        FiguresSearch search,
        Instant at,
        List<ThirdNext> thirdNext,
        boolean complete,
        Rate fillRate,
        Rate unusedCarveOut,
        Map<LeadTimeBand, Rate> noShowsByLeadTime,
        Map<Boolean, Rate> noShowsByConfirmation,
        long unrecorded,
        long recoveredByReminder,
        long recoveredByWaitingList) {

    /**
     * The third start from now on that is free for a visit.
     *
     * @param startsAt null where there are fewer than three
     */
    record ThirdNext(String site, String visitType, Instant startsAt) {}

    Rate noShowRate() {
        return noShowsByLeadTime.values().stream().reduce(Rate.NONE, Rate::plus);
    }
}
