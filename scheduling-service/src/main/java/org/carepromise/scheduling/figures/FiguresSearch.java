package org.carepromise.scheduling.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.carepromise.kit.problem.Problem;
import org.carepromise.scheduling.SchedulingProblem;

/**
 * What figures are asked for.
 *
 * @param sites one, or all that the caller reaches
 * @param visitType one, or empty for all
 * @param from the first instant counted
 * @param to the first instant no longer counted
 */
record FiguresSearch(List<String> sites, Optional<String> visitType, Instant from, Instant to) {

    private static final Duration USUAL = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * The last thirty days where nothing is named. What has not begun yet counts nowhere.
     *
     * @param from or null
     * @param to or null
     * @throws Problem {@code range-invalid} where {@code to} is not after {@code from}, or they are more than 366
     *     days apart
     */
    static FiguresSearch of(List<String> sites, Optional<String> visitType, Instant from, Instant to, Instant now) {
        var end = to == null ? now : to;
        var begin = from == null ? end.minus(USUAL) : from;
        if (!begin.isBefore(end) || begin.plus(LONGEST).isBefore(end)) {
            throw Problem.of(SchedulingProblem.RANGE_INVALID).at("?to", "after from, at most 366 days");
        }
        return new FiguresSearch(sites, visitType, begin, end.isBefore(now) ? end : now);
    }
}
