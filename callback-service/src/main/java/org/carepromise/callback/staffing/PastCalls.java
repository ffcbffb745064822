package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.carepromise.callback.call.CallHistory;

/** Who called, by intervals of the site's local time. */
final class PastCalls {

    private final Map<LocalDateTime, Came> byStart;
    private final Optional<Duration> meanHandlingTime;

    /** The calls of an interval. */
    record Came(int offered, int answered) {

        static final Came NONE = new Came(0, 0);

        Came plus(Came other) {
            return new Came(offered + other.offered, answered + other.answered);
        }
    }

    private PastCalls(Map<LocalDateTime, Came> byStart, Optional<Duration> meanHandlingTime) {
        this.byStart = byStart;
        this.meanHandlingTime = meanHandlingTime;
    }

    /** @param interval a whole number of quarters that divides the hour */
    static PastCalls of(List<CallHistory.Interval> quarters, Duration interval) {
        var byStart = new HashMap<LocalDateTime, Came>();
        var handled = BigDecimal.ZERO;
        long known = 0;
        for (var each : quarters) {
            var hour = each.date().atTime(each.startsAt().withMinute(0));
            long before = each.startsAt().getMinute() / interval.toMinutes();
            byStart.merge(
                    hour.plus(interval.multipliedBy(before)), new Came(each.offered(), each.answered()), Came::plus);
            if (each.meanHandlingTime().isPresent()) {
                handled = handled.add(
                        Load.seconds(each.meanHandlingTime().get()).multiply(BigDecimal.valueOf(each.answered())));
                known += each.answered();
            }
        }
        return new PastCalls(
                byStart, known == 0 ? Optional.empty() : Optional.of(mean(handled, BigDecimal.valueOf(known))));
    }

    private static Duration mean(BigDecimal seconds, BigDecimal calls) {
        return Duration.ofMillis(
                seconds.movePointRight(3).divide(calls, 0, RoundingMode.HALF_UP).longValueExact());
    }

    boolean areNone() {
        return byStart.isEmpty();
    }

    Came in(LocalDateTime interval) {
        return byStart.getOrDefault(interval, Came.NONE);
    }

    /** Of all answered whose end is known. */
    Optional<Duration> meanHandlingTime() {
        return meanHandlingTime;
    }
}
