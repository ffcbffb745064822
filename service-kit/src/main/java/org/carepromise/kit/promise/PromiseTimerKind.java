package org.carepromise.kit.promise;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What falls due of a promise. */
enum PromiseTimerKind {
    AT_RISK,
    BREACH,
    TIER;

    /** One of a promise's timers; {@code tier} is 0 but for the ladder's. */
    record Due(PromiseTimerKind kind, int tier, Instant at) {}

    /**
     * The timers of a running promise. What has happened already is not told again, unless its instant has moved ahead.
     *
     * @param before the promise before the change, or null where it is new
     */
    static List<Due> of(Promise promise, Promise before, Instant now) {
        var due = new ArrayList<Due>();
        var terms = promise.terms();
        boolean wasAtRisk = before != null && hasWarned(before);
        if (!wasAtRisk || terms.atRiskAt().isAfter(now)) {
            due.add(new Due(AT_RISK, 0, terms.atRiskAt()));
        }
        due.add(new Due(BREACH, 0, terms.breachAt()));
        for (int tier = 1; tier <= terms.tiersAt().size(); tier++) {
            var at = terms.tiersAt().get(tier - 1);
            if (before == null || tier > before.tier() || at.isAfter(now)) {
                due.add(new Due(TIER, tier, at));
            }
        }
        return due;
    }

    private static boolean hasWarned(Promise before) {
        return before.state() == PromiseState.AT_RISK
                || before.state() == PromiseState.PAUSED
                        && before.run().since().isAfter(before.terms().atRiskAt());
    }
}
