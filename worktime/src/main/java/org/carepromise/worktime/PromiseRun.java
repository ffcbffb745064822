package org.carepromise.worktime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The clock of one promise through its pauses: a value, each change makes another.
 *
 * <p>A pause banks the time used on the promise's own clock. What is left counts again from the resumption; the limit is
 * never moved by the wall time that passed, which would give closed hours away, or take them.
 *
 * @param policy what is promised
 * @param since when the clock last started or stopped
 * @param banked the time used before, on the limit's clock; zero before the first pause
 * @param paused whether it stands still
 */
public record PromiseRun(PromisePolicy policy, Instant since, Duration banked, boolean paused) {

    /** @throws IllegalArgumentException if the banked time is negative, or there is any in a policy without pauses */
    public PromiseRun {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(since, "since");
        if (banked.isNegative()) {
            throw new IllegalArgumentException("banked: " + banked + " is negative");
        }
        if (!policy.pausable() && (paused || !banked.isZero())) {
            throw new IllegalArgumentException("policy " + policy.id() + " has no pauses");
        }
    }

    /** A clock that has just started. */
    public static PromiseRun startedAt(PromisePolicy policy, Instant start) {
        return new PromiseRun(policy, start, Duration.ZERO, false);
    }

    /** The time used until {@code at}, which is not before the last change, on the limit's clock. */
    public Duration usedAt(BusinessCalendar calendar, Instant at) {
        if (at.isBefore(since)) {
            throw new IllegalArgumentException("at: " + at + " is before the clock's last change at " + since);
        }
        return paused ? banked : banked.plus(policy.limit().clock().between(calendar, since, at));
    }

    /**
     * The clock stopped.
     *
     * @throws IllegalStateException if it stands still already, the policy has no pauses, or the limit has passed
     * @throws IllegalArgumentException if {@code at} is before its last change
     */
    public PromiseRun pausedAt(BusinessCalendar calendar, Instant at) {
        if (paused || !policy.pausable()) {
            throw new IllegalStateException(
                    paused ? "paused since " + since : "policy " + policy.id() + " has no pauses");
        }
        if (at.isBefore(since)) {
            throw new IllegalArgumentException("at: " + at + " is before the clock's last change at " + since);
        }
        Instant limitAt = terms(calendar).limitAt();
        if (at.isAfter(limitAt)) {
            throw new IllegalStateException("broken since " + limitAt);
        }
        return new PromiseRun(policy, at, usedAt(calendar, at), true);
    }

    /**
     * The clock running again.
     *
     * @throws IllegalStateException if it runs
     * @throws IllegalArgumentException if {@code at} is before the pause
     */
    public PromiseRun resumedAt(Instant at) {
        if (!paused) {
            throw new IllegalStateException("running since " + since);
        }
        if (at.isBefore(since)) {
            throw new IllegalArgumentException("at: " + at + " is before the pause at " + since);
        }
        return new PromiseRun(policy, at, banked, false);
    }

    /**
     * The instants that bind a running promise. What was used up before a pause, the at-risk instant for one, lies at the
     * resumption: it has happened.
     *
     * @throws IllegalStateException while paused: then it has no limit
     * @throws NeverOpensException if the site stays closed for more than 400 days on the way
     */
    public PromiseTerms terms(BusinessCalendar calendar) {
        requireRunning();
        Allowance limit = policy.limit();
        return terms(
                calendar,
                policy.target().map(target -> dueAt(calendar, target)),
                dueAt(calendar, limit),
                limit.timeFrom(calendar, since));
    }

    /**
     * The instants that bind a running promise whose limit is not the policy's: a window that the patient chose, or the
     * earliest time that can be kept. At risk and the tiers are the policy's shares of the time until that limit.
     *
     * @param limitAt not before the clock's last change; there is no target but it
     * @throws IllegalArgumentException if it is
     * @throws IllegalStateException while paused
     */
    public PromiseTerms termsUntil(BusinessCalendar calendar, Instant limitAt) {
        requireRunning();
        if (limitAt.isBefore(since)) {
            throw new IllegalArgumentException(
                    "limitAt: " + limitAt + " is before the clock's last change at " + since);
        }
        Duration allowed = banked.plus(policy.limit().clock().between(calendar, since, limitAt));
        return terms(calendar, Optional.empty(), limitAt, allowed);
    }

    private void requireRunning() {
        if (paused) {
            throw new IllegalStateException("paused since " + since + ": no limit until it runs again");
        }
    }

    private PromiseTerms terms(
            BusinessCalendar calendar, Optional<Instant> targetAt, Instant limitAt, Duration allowed) {
        List<Instant> tiersAt = new ArrayList<>();
        for (int percent : policy.tierPercents()) {
            tiersAt.add(
                    percent == PromisePolicy.BREACH_PERCENT
                            ? limitAt.plus(PromiseTerms.INSTANT_AFTER)
                            : reachedAt(calendar, share(allowed, percent)));
        }
        return new PromiseTerms(
                policy.id(),
                policy.version(),
                calendar.site().id(),
                calendar.site().version(),
                targetAt,
                limitAt,
                reachedAt(calendar, share(allowed, policy.atRiskPercent())),
                tiersAt);
    }

    /**
     * The terms after the site has changed: the limit moves later only, else all stays as it was.
     *
     * @param earlier what the promise has been told
     */
    public PromiseTerms reRated(BusinessCalendar changed, PromiseTerms earlier) {
        PromiseTerms now = terms(changed);
        return now.limitAt().isAfter(earlier.limitAt()) ? now : earlier;
    }

    private Instant dueAt(BusinessCalendar calendar, Allowance allowance) {
        return allowance.closings() > 0 ? allowance.dueAt(calendar, since) : reachedAt(calendar, allowance.time());
    }

    private Instant reachedAt(BusinessCalendar calendar, Duration used) {
        Duration left = used.minus(banked);
        return policy.limit().clock().add(calendar, since, left.isNegative() ? Duration.ZERO : left);
    }

    /** Rounded up to the microsecond. */
    private static Duration share(Duration time, int percent) {
        return Micros.duration(-Math.floorDiv(-Math.multiplyExact(Micros.ceil(time), (long) percent), 100L));
    }
}
