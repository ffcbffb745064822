package org.carepromise.kit.timer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a timer whose handler failed is tried again: after one second, then twice as long each time, at most five minutes. */
record TryAgainPlan(int tries) {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 20;

    /**
     * @param failures so far, this one included
     * @return empty where it is to be set aside
     */
    Optional<Instant> next(int failures, Instant now) {
        if (failures >= tries) {
            return Optional.empty();
        }
        var wait = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return Optional.of(now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST));
    }
}
