package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the agents of an interval are to achieve; all that is named at once. Enough agents meet each of these bounds.
 *
 * @param serviceLevel the share of calls answered in time, 0.01 and below 1
 * @param answerWithin in time; forecasts are computed for it also where no share is asked for
 * @param speedOfAnswer the longest mean wait, from one second on
 * @param maxOccupancy how busy agents may be, 0.3 to 1
 * @param maxAbandonment the share of all callers that may give up, 0.001 and below 1. It is stricter than the KPI, which
 *     leaves out who gives up within the threshold; in Erlang C nobody does
 */
record Target(
        Optional<BigDecimal> serviceLevel,
        Duration answerWithin,
        Optional<Duration> speedOfAnswer,
        Optional<BigDecimal> maxOccupancy,
        Optional<BigDecimal> maxAbandonment) {

    /** Differences below are the doubles', not the agents'. */
    private static final double SAME = 1e-12;

    /** @throws IllegalArgumentException if a bound is passed, or neither a service level nor a speed of answer is named */
    Target {
        Objects.requireNonNull(answerWithin, "answerWithin");
        if (serviceLevel.isEmpty() && speedOfAnswer.isEmpty()) {
            throw new IllegalArgumentException("no target");
        }
        serviceLevel.ifPresent(least -> Decimals.checkShare("service level", least, "0.01", "1"));
        if (speedOfAnswer.isPresent() && speedOfAnswer.get().compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("speed of answer " + speedOfAnswer.get() + ": at least one second");
        }
        maxOccupancy.ifPresent(most -> Decimals.checkShare("occupancy", most, "0.3", "1.000000001"));
        maxAbandonment.ifPresent(most -> Decimals.checkShare("abandonment", most, "0.001", "1"));
        StaffingModel.check(1, answerWithin);
    }

    boolean isMetBy(Forecast forecast) {
        if (!(forecast instanceof Forecast.Stable stable)) {
            return false;
        }
        return isAtMost(-stable.serviceLevel(), serviceLevel.map(BigDecimal::negate))
                && isAtMost(stable.meanWaitSeconds(), speedOfAnswer.map(Load::seconds))
                && isAtMost(stable.occupancy(), maxOccupancy)
                && isAtMost(stable.abandonment(), maxAbandonment);
    }

    private static boolean isAtMost(double figure, Optional<BigDecimal> most) {
        return most.isEmpty() || figure <= most.get().doubleValue() + SAME;
    }
}
