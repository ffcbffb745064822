package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The need of each interval of a day or week, each for itself, and what they add up to. */
record StaffingPlan(List<Need> needs, Total total) {

    private static final Duration HOUR = Duration.ofHours(1);

    StaffingPlan {
        needs = List.copyOf(needs);
    }

    /**
     * What an interval needs.
     *
     * @param scheduled people on the roster for {@code forecast.agents()} at work
     * @param fullTimeEquivalents their hours ÷ those of one full-time agent, to four digits
     * @param forecast of the fewest agents who meet the target
     * @param given of the agents that were named, if any were
     */
    record Need(
            Instant startsAt,
            Load load,
            int scheduled,
            BigDecimal fullTimeEquivalents,
            Forecast.Stable forecast,
            Optional<Forecast> given) {}

    /**
     * All intervals together.
     *
     * @param scheduledHours paid
     * @param fullTimeEquivalents these hours ÷ those of one full-time agent, to two digits, rounded up
     * @param mostScheduled in one interval
     * @param expected empty where nobody calls
     */
    record Total(
            BigDecimal calls,
            BigDecimal scheduledHours,
            BigDecimal fullTimeEquivalents,
            int mostScheduled,
            Optional<Expected> expected) {}

    /**
     * What callers meet on average, which is no mean of the intervals' figures: each counts with its calls, and for the
     * occupancy with its agents.
     */
    record Expected(double serviceLevel, double meanWaitSeconds, double abandonment, double occupancy) {}

    static StaffingPlan of(List<Arrivals> expected, Assumptions its) {
        var needs = expected.stream().map(each -> need(each, its)).toList();
        return new StaffingPlan(needs, total(needs, its));
    }

    private static Need need(Arrivals expected, Assumptions its) {
        var load = its.load(expected.calls());
        var forecast = expected.calls().signum() == 0
                ? Forecast.Stable.NOBODY
                : its.model().fewestFor(load, its.target());
        int scheduled = its.headcount().scheduled(forecast.agents());
        return new Need(
                expected.startsAt(),
                load,
                scheduled,
                seconds(scheduled, its.interval()).divide(Load.seconds(its.fullTime()), 4, RoundingMode.HALF_UP),
                forecast,
                expected.agents().map(agents -> its.forecast(load, agents)));
    }

    private static Total total(List<Need> needs, Assumptions its) {
        var calls = needs.stream().map(need -> need.load().calls()).reduce(BigDecimal.ZERO, BigDecimal::add);
        var paid = seconds(needs.stream().mapToInt(Need::scheduled).sum(), its.interval());
        return new Total(
                calls,
                paid.divide(Load.seconds(HOUR), 2, RoundingMode.HALF_UP),
                paid.divide(Load.seconds(its.fullTime()), 2, RoundingMode.CEILING),
                needs.stream().mapToInt(Need::scheduled).max().orElse(0),
                calls.signum() == 0 ? Optional.empty() : Optional.of(expected(needs, calls.doubleValue())));
    }

    private static Expected expected(List<Need> needs, double calls) {
        double inTime = ofCalls(needs, Forecast.Stable::answeredInTime);
        double gaveUpInTime = ofCalls(needs, Forecast.Stable::abandonedInTime);
        int agents = needs.stream().mapToInt(need -> need.forecast().agents()).sum();
        double busy = needs.stream()
                .mapToDouble(
                        need -> need.forecast().occupancy() * need.forecast().agents())
                .sum();
        return new Expected(
                inTime / (calls - gaveUpInTime),
                ofCalls(needs, Forecast.Stable::meanWaitSeconds) / calls,
                ofCalls(needs, Forecast.Stable::abandonment) / calls,
                busy / agents);
    }

    /** A figure per call, added up over all calls. */
    private static double ofCalls(List<Need> needs, ToDoubleFunction<Forecast.Stable> figure) {
        return needs.stream()
                .mapToDouble(need -> need.load().calls().doubleValue() * figure.applyAsDouble(need.forecast()))
                .sum();
    }

    private static BigDecimal seconds(int people, Duration each) {
        return Load.seconds(each).multiply(BigDecimal.valueOf(people));
    }
}
