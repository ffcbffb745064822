package org.carepromise.callback.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Calls of some time, added up.
 *
 * @param usual those offered outside surges
 * @param inSurge those offered in a declared surge
 * @param overflowed of all, those that went on to another place
 * @param waiting of all, those of which no answer, abandonment or end is known yet
 * @param handOffs transfers of those answered
 * @param waited of those answered, altogether
 * @param handled of those answered, how many have a known end
 * @param handling of these, altogether
 * @param reportedAt when the newest report of them came
 */
record CallTally(
        CallCounts usual,
        CallCounts inSurge,
        long overflowed,
        long waiting,
        long handOffs,
        Duration waited,
        long handled,
        Duration handling,
        Optional<Instant> reportedAt) {

    static final CallTally NONE =
            new CallTally(CallCounts.NONE, CallCounts.NONE, 0, 0, 0, Duration.ZERO, 0, Duration.ZERO, Optional.empty());

    CallCounts counts() {
        return usual.plus(inSurge);
    }

    /** Empty where nobody was answered. */
    Optional<Duration> speedOfAnswer() {
        return mean(waited, counts().answered());
    }

    Optional<Duration> meanHandlingTime() {
        return mean(handling, handled);
    }

    private static Optional<Duration> mean(Duration altogether, long calls) {
        return calls == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(altogether.dividedBy(calls).toMillis()));
    }

    CallTally plus(CallTally other) {
        return new CallTally(
                usual.plus(other.usual),
                inSurge.plus(other.inSurge),
                overflowed + other.overflowed,
                waiting + other.waiting,
                handOffs + other.handOffs,
                waited.plus(other.waited),
                handled + other.handled,
                handling.plus(other.handling),
                reportedAt.isEmpty()
                                || other.reportedAt
                                        .filter(at -> at.isAfter(reportedAt.get()))
                                        .isPresent()
                        ? other.reportedAt
                        : reportedAt);
    }
}
