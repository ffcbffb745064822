package org.carepromise.callback.call;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How telephone calls were served.
 *
 * @param at when they were counted
 * @param cells those that have a call, by time and site
 * @param byLanguage without the calls whose language nobody said
 * @param notOffered calls of the sites of which nobody has reported yet when they were offered: they count nowhere
 * @param cost of the sites in the time asked for, as far as it has begun; empty where one is not configured
 */
record CallFigures(
        CallFiguresSearch search,
        Instant at,
        List<Cell> cells,
        CallTally total,
        Map<String, CallTally> byLanguage,
        long notOffered,
        Optional<BigDecimal> cost) {

    /**
     * One interval or day of a site.
     *
     * @param isInSurge whether a declared surge has a part of it
     */
    record Cell(String site, Instant startsAt, Instant endsAt, boolean isInSurge, CallTally tally) {}
}
