package org.carepromise.messaging.emergency;

import java.time.Duration;

/** How long the callback service is left alone after a try in vain. */
final class RetryPlan {

    private static final int MOST_DOUBLINGS = 20;

    private RetryPlan() {}

    /** @param tries so far, from 1 on */
    static Duration pause(int tries, Duration first, Duration longest) {
        var pause = first.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
