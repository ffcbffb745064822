package org.carepromise.worktime;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is promised for one kind of request, as the policies file declares it.
 *
 * @param id short and stable, such as {@code callback-first-attempt}
 * @param version of the file that made it, at least 1; a promise stores it
 * @param target the aim, on the limit's clock and not above it; empty if there is none beside the limit
 * @param limit the promise
 * @param atRiskPercent the share of the limit's time after which the promise is at risk, 1 to 100
 * @param pausable whether a question to the patient stops the clock; never for closings
 * @param tierPercents when the ladder's tiers are due, from tier 1, as shares of the limit's time: rising, 1 to 1000; 100
 *     stands for the breach
 */
public record PromisePolicy(
        String id,
        long version,
        Optional<Allowance> target,
        Allowance limit,
        int atRiskPercent,
        boolean pausable,
        List<Integer> tierPercents) {

    /** At risk after three quarters of the limit's time. */
    public static final int DEFAULT_AT_RISK_PERCENT = 75;

    /** The share of the limit's time that stands for the breach, an instant after the limit. */
    static final int BREACH_PERCENT = 100;

    private static final int THIRD_TIER_PERCENT = 150;
    private static final int MAX_TIER_PERCENT = 1000;

    /** @throws IllegalArgumentException naming the policy and the field */
    public PromisePolicy {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("policy: id: missing");
        }
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(limit, "limit");
        tierPercents = List.copyOf(tierPercents);
        require(version >= 1, id, "version", version + " is less than 1");
        require(atRiskPercent >= 1 && atRiskPercent <= 100, id, "atRiskPercent", atRiskPercent + " is not 1 to 100");
        require(
                !pausable || limit.clock() != PromiseClock.CLOSE_OF_BUSINESS,
                id,
                "pausable",
                "CLOSE_OF_BUSINESS can't be paused");
        if (target.isPresent()) {
            Allowance aim = target.get();
            require(aim.clock() == limit.clock(), id, "target", "is on another clock than the limit");
            require(
                    aim.time().compareTo(limit.time()) <= 0 && aim.closings() <= limit.closings(),
                    id,
                    "target",
                    aim + " is above the limit " + limit);
        }
        int last = 0;
        for (int percent : tierPercents) {
            require(percent > last && percent <= MAX_TIER_PERCENT, id, "tierPercents", "do not rise from 1 to 1000");
            last = percent;
        }
    }

    /** A policy with the default ladder: tier 1 at risk, tier 2 at the breach, tier 3 at 150% of the limit's time. */
    public static PromisePolicy of(String id, Allowance limit) {
        return new PromisePolicy(
                id,
                1,
                Optional.empty(),
                limit,
                DEFAULT_AT_RISK_PERCENT,
                false,
                List.of(DEFAULT_AT_RISK_PERCENT, BREACH_PERCENT, THIRD_TIER_PERCENT));
    }

    /** This policy with an aim. */
    public PromisePolicy withTarget(Allowance aim) {
        return new PromisePolicy(id, version, Optional.of(aim), limit, atRiskPercent, pausable, tierPercents);
    }

    /** This policy with a clock that a question to the patient stops. */
    public PromisePolicy withPauses() {
        return new PromisePolicy(id, version, target, limit, atRiskPercent, true, tierPercents);
    }

    /**
     * What it promises for a start.
     *
     * @throws NeverOpensException if the site stays closed for more than 400 days on the way
     */
    public PromiseTerms termsFrom(BusinessCalendar calendar, Instant start) {
        return PromiseRun.startedAt(this, start).terms(calendar);
    }

    private static void require(boolean holds, String id, String field, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("policy " + id + ": " + field + ": " + otherwise);
        }
    }
}
