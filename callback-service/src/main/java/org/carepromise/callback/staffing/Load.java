package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/**
 * The calls of an interval and how long each keeps an agent.
 *
 * @param calls expected in the interval, 0 or more, also broken numbers
 * @param interval one minute to 31 days
 * @param handlingTime the mean time of an agent for a call with its wrap-up, one second to one day
 */
record Load(BigDecimal calls, Duration interval, Duration handlingTime) {

    /** More than any site has: what is beyond is a typing error, and would only cost time. */
    static final int MOST_ERLANGS = 50_000;

    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(31);
    private static final Duration SHORTEST_CALL = Duration.ofSeconds(1);
    private static final Duration LONGEST_CALL = Duration.ofDays(1);

    /** @throws IllegalArgumentException if a bound is passed, or agents would be busy with more than 50,000 calls at once */
    public Load {
        if (calls.signum() < 0) {
            throw new IllegalArgumentException(calls + " calls: at least 0");
        }
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException("interval " + interval + ": one minute to 31 days");
        }
        if (!isHandlingTime(handlingTime)) {
            throw new IllegalArgumentException("handling time " + handlingTime + ": one second to one day");
        }
        if (work(calls, handlingTime).compareTo(seconds(interval).multiply(BigDecimal.valueOf(MOST_ERLANGS))) > 0) {
            throw new IllegalArgumentException(calls + " calls of " + handlingTime + " in " + interval + ": more than "
                    + MOST_ERLANGS + " agents' work");
        }
    }

    static boolean isHandlingTime(Duration time) {
        return time.compareTo(SHORTEST_CALL) >= 0 && time.compareTo(LONGEST_CALL) <= 0;
    }

    /** Agents who would be busy all the time if no call ever waited: A = λh. */
    public double erlangs() {
        return work(calls, handlingTime)
                .divide(seconds(interval), MathContext.DECIMAL64)
                .doubleValue();
    }

    /** λ, in calls per second. */
    double arrivalRate() {
        return calls.divide(seconds(interval), MathContext.DECIMAL64).doubleValue();
    }

    double handlingSeconds() {
        return seconds(handlingTime).doubleValue();
    }

    /** The fewest agents whose occupancy is not above the share, in decimal: 5.7 erlangs at 0.57 are 10, not 11. */
    int agentsAtOccupancy(BigDecimal share) {
        var perAgent = seconds(interval).multiply(share);
        return Decimals.ceil(work(calls, handlingTime), perAgent);
    }

    private static BigDecimal work(BigDecimal calls, Duration handlingTime) {
        return calls.multiply(seconds(handlingTime));
    }

    static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), 9));
    }
}
