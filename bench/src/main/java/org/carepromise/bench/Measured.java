package org.carepromise.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of one stretch of load.
 *
 * @param micros how long each booking took, ascending
 * @param refused how many were answered otherwise than booked, by answer
 * @param took from the first request to the last answer
 */
record Measured(long[] micros, Map<String, Integer> refused, Duration took) {

    Measured {
        Arrays.sort(micros);
        refused = Map.copyOf(refused);
    }

    int booked() {
        return micros.length;
    }

    double perSecond() {
        return booked() / (took.toNanos() / 1e9);
    }

    /** @param share 0.5 for the median, 1 for the longest */
    double millis(double share) {
        if (micros.length == 0) {
            return Double.NaN;
        }
        return micros[(int) Math.max(0, Math.ceil(share * micros.length) - 1)] / 1e3;
    }

    /** All rounds as one: every booking counts alike. */
    static Measured together(Collection<Measured> rounds) {
        var refused = new TreeMap<String, Integer>();
        rounds.forEach(round -> round.refused().forEach((answer, times) -> refused.merge(answer, times, Integer::sum)));
        return new Measured(
                rounds.stream()
                        .flatMapToLong(round -> Arrays.stream(round.micros()))
                        .toArray(),
                refused,
                rounds.stream().map(Measured::took).reduce(Duration.ZERO, Duration::plus));
    }
}
