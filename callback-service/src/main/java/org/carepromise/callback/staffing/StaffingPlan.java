package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The need of each interval of a day or week, each for itself: nothing is averaged over intervals.
 *
 * @param intervals in the order of the loads
 * @param fullTimeEquivalents the scheduled hours ÷ the hours of one full-time week, to two digits, rounded up
 */
public record StaffingPlan(List<Need> intervals, BigDecimal fullTimeEquivalents) {

    public StaffingPlan {
        intervals = List.copyOf(intervals);
    }

    /** The load of the interval that begins then. */
    public record Expected(Instant startsAt, Load load) {}

    /**
     * What an interval needs.
     *
     * @param scheduled people on the roster for {@code forecast.agents()} at work
     */
    public record Need(Instant startsAt, Load load, int scheduled, Forecast.Stable forecast) {}

    /**
     * @param fullTimeWeek the paid hours of one full-time agent in the time planned: for a week 40, for a day 8
     * @throws IllegalArgumentException if that is not positive
     */
    public static StaffingPlan of(
            List<Expected> expected, StaffingModel model, Target target, Headcount headcount, Duration fullTimeWeek) {
        if (fullTimeWeek.isNegative() || fullTimeWeek.isZero()) {
            throw new IllegalArgumentException("full time of " + fullTimeWeek + ": more than 0");
        }
        var needs = expected.stream()
                .map(each -> need(each, model, target, headcount))
                .toList();
        var worked = needs.stream()
                .map(need -> Load.seconds(need.load().interval()).multiply(BigDecimal.valueOf(need.scheduled())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new StaffingPlan(needs, worked.divide(Load.seconds(fullTimeWeek), 2, RoundingMode.CEILING));
    }

    private static Need need(Expected expected, StaffingModel model, Target target, Headcount headcount) {
        if (expected.load().calls().signum() == 0) {
            return new Need(expected.startsAt(), expected.load(), 0, new Forecast.Stable(0, 0, 1, 1, 0, 0, 0, 0));
        }
        var forecast = model.fewestFor(expected.load(), target);
        return new Need(expected.startsAt(), expected.load(), headcount.scheduled(forecast.agents()), forecast);
    }
}
