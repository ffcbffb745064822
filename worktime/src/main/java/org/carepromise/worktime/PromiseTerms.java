package org.carepromise.worktime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A promise worked out: the instants that bind it, and the versions that made them.
 *
 * @param policyId the policy
 * @param policyVersion its version
 * @param siteId the site whose calendar counted
 * @param siteVersion its version
 * @param targetAt the aim, if there is one
 * @param limitAt the promise; an event at this very instant still keeps it
 * @param atRiskAt from when on it is at risk
 * @param tiersAt when each tier of the ladder is due, from tier 1
 */
public record PromiseTerms(
        String policyId,
        long policyVersion,
        String siteId,
        long siteVersion,
        Optional<Instant> targetAt,
        Instant limitAt,
        Instant atRiskAt,
        List<Instant> tiersAt) {

    /** The finest step of a stored instant: a limit is broken when this much has passed after it. */
    static final Duration INSTANT_AFTER = Duration.ofNanos(1_000);

    public PromiseTerms {
        tiersAt = List.copyOf(tiersAt);
    }

    /** The first instant, to the microsecond, at which the promise is broken. */
    public Instant breachAt() {
        return limitAt.plus(INSTANT_AFTER);
    }

    /** Whether something that happened then keeps the promise. */
    public boolean isKeptAt(Instant happenedAt) {
        return !happenedAt.isAfter(limitAt);
    }
}
