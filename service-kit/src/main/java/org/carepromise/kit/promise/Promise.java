package org.carepromise.kit.promise;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.kit.id.IdType;
import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.PromiseRun;
import org.carepromise.worktime.PromiseTerms;

/**
 * An instant by which something will have happened for the patient: a value, each change makes another of a higher epoch.
 *
 * @param subject the typed id of the thing that was promised something about
 * @param startedAt when the first clock began
 * @param run its clock now, under the policy that made it
 * @param terms the instants that bind it; while paused those of before the pause, which bind nobody
 * @param firstLimitAt the limit that the patient heard first; whether it was kept counts by this one
 * @param withinSla whether the first limit is no later than what is published
 * @param keptAt when it happened, in time or late
 * @param breachedAt the first instant at which it was broken
 * @param tier the highest of the ladder's tiers that was reached; 0 for none
 * @param epoch from 1 on; timers of an earlier one have no effect
 */
public record Promise(
        UUID id,
        String subject,
        Instant startedAt,
        PromiseRun run,
        PromiseTerms terms,
        Instant firstLimitAt,
        boolean withinSla,
        PromiseState state,
        Optional<Instant> keptAt,
        Optional<Instant> breachedAt,
        int tier,
        long epoch) {

    private static final IdType TYPE = new IdType("prom");

    /** A promise just made. */
    static Promise made(UUID id, String subject, PromiseRun run, PromiseTerms terms, boolean withinSla, Instant now) {
        var promise = new Promise(
                id,
                subject,
                run.since(),
                run,
                terms,
                terms.limitAt(),
                withinSla,
                PromiseState.ON_TRACK,
                Optional.empty(),
                Optional.empty(),
                0,
                1);
        return promise.in(runningState(terms, now));
    }

    /** The id as the API and events carry it. */
    public String publicId() {
        return TYPE.format(id);
    }

    public String site() {
        return terms.siteId();
    }

    public String policy() {
        return terms.policyId();
    }

    /** Since when it stands still. */
    public Optional<Instant> pausedAt() {
        return state == PromiseState.PAUSED ? Optional.of(run.since()) : Optional.empty();
    }

    /**
     * What was promised has happened. At the limit itself it is kept; later it is broken, whether the breach was noticed
     * yet or not, and kept late.
     */
    Promise kept(Instant at) {
        if (state == PromiseState.BREACHED) {
            return new Promise(
                    id,
                    subject,
                    startedAt,
                    run,
                    terms,
                    firstLimitAt,
                    withinSla,
                    state,
                    Optional.of(at),
                    breachedAt,
                    tier,
                    epoch + 1);
        }
        boolean inTime = state == PromiseState.PAUSED || terms.isKeptAt(at);
        return new Promise(
                id,
                subject,
                startedAt,
                run,
                terms,
                firstLimitAt,
                withinSla,
                inTime ? PromiseState.KEPT : PromiseState.BREACHED,
                Optional.of(at),
                inTime ? Optional.empty() : Optional.of(terms.breachAt()),
                tier,
                epoch + 1);
    }

    /** The limit has passed before a change that came too late to be one in time. */
    Promise breached() {
        return new Promise(
                id,
                subject,
                startedAt,
                run,
                terms,
                firstLimitAt,
                withinSla,
                PromiseState.BREACHED,
                keptAt,
                Optional.of(terms.breachAt()),
                tier,
                epoch);
    }

    Promise withdrawn() {
        return next(run, terms, PromiseState.WITHDRAWN);
    }

    Promise paused(BusinessCalendar calendar, Instant at) {
        return next(run.pausedAt(calendar, at), terms, PromiseState.PAUSED);
    }

    Promise resumed(BusinessCalendar calendar, Instant at) {
        var resumed = run.resumedAt(at);
        var its = resumed.terms(calendar);
        return next(resumed, its, runningState(its, at));
    }

    /** The site has changed: later only, else this very promise. */
    Promise reRated(BusinessCalendar changed, Instant now) {
        var its = run.reRated(changed, terms);
        return its.equals(terms) ? this : next(run, its, runningState(its, now));
    }

    /** Another limit than the one that was told; the first one still counts. */
    Promise rePromised(BusinessCalendar calendar, Instant limitAt, Instant now) {
        var its = run.termsUntil(calendar, limitAt);
        return next(run, its, runningState(its, now));
    }

    private Promise next(PromiseRun itsRun, PromiseTerms itsTerms, PromiseState itsState) {
        return new Promise(
                id,
                subject,
                startedAt,
                itsRun,
                itsTerms,
                firstLimitAt,
                withinSla,
                itsState,
                keptAt,
                breachedAt,
                tier,
                epoch + 1);
    }

    private Promise in(PromiseState itsState) {
        return new Promise(
                id, subject, startedAt, run, terms, firstLimitAt, withinSla, itsState, keptAt, breachedAt, tier, epoch);
    }

    /** ON_TRACK also at an at-risk instant that is now: its timer tells of it. */
    private static PromiseState runningState(PromiseTerms terms, Instant now) {
        return terms.atRiskAt().isBefore(now) ? PromiseState.AT_RISK : PromiseState.ON_TRACK;
    }
}
