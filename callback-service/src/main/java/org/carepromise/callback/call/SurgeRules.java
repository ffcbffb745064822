package org.carepromise.callback.call;

import java.time.Duration;
import java.time.Instant;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.kit.problem.Problem;

/** When a surge may be: it excuses what comes, never what was. */
final class SurgeRules {

    private static final Duration LONGEST = Duration.ofDays(7);

    private SurgeRules() {}

    /** @throws Problem {@code surge-times-invalid} */
    static void check(Instant beginsAt, Instant endsAt, Instant now) {
        if (beginsAt.isBefore(now)) {
            throw Problem.of(CallbackProblem.SURGE_TIMES_INVALID).at("#/beginsAt", "now or later");
        }
        if (!beginsAt.isBefore(endsAt) || beginsAt.plus(LONGEST).isBefore(endsAt)) {
            throw Problem.of(CallbackProblem.SURGE_TIMES_INVALID).at("#/endsAt", "after the beginning, within a week");
        }
    }
}
