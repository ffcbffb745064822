package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the agents of an interval are to achieve.
 *
 * @param serviceLevel the share of calls answered in time, above 0 and below 1
 * @param answerWithin in time
 * @param maxOccupancy how busy agents may be, 0.3 to 1; none if empty
 * @param maxAbandonment the share of all callers that may give up, 0.001 and below 1; none if empty. It is stricter than the
 *     KPI, which leaves out who gives up within the threshold; in Erlang C nobody does
 */
public record Target(
        BigDecimal serviceLevel,
        Duration answerWithin,
        Optional<BigDecimal> maxOccupancy,
        Optional<BigDecimal> maxAbandonment) {

    /** Differences below are the doubles', not the agents'. */
    private static final double SAME = 1e-12;

    /** @throws IllegalArgumentException if a bound is passed */
    public Target {
        Objects.requireNonNull(answerWithin, "answerWithin");
        Decimals.checkShare("service level", serviceLevel, "0.01", "1");
        maxOccupancy.ifPresent(most -> Decimals.checkShare("occupancy", most, "0.3", "1.000000001"));
        maxAbandonment.ifPresent(most -> Decimals.checkShare("abandonment", most, "0.001", "1"));
        StaffingModel.check(1, answerWithin);
    }

    boolean isMetBy(Forecast forecast) {
        if (!(forecast instanceof Forecast.Stable stable)) {
            return false;
        }
        return stable.serviceLevel() + SAME >= serviceLevel.doubleValue()
                && isAtMost(stable.occupancy(), maxOccupancy)
                && isAtMost(stable.abandonment(), maxAbandonment);
    }

    private static boolean isAtMost(double figure, Optional<BigDecimal> most) {
        return most.isEmpty() || figure <= most.get().doubleValue() + SAME;
    }
}
