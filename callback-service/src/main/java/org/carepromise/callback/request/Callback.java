package org.carepromise.callback.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.callback.Ids;
import org.carepromise.callback.admission.Window;
import org.carepromise.kit.patient.Patient;

/**
 * Somebody who is to be called.
 *
 * @param skill of the agent who is to call
 * @param language to call in, a primary subtag
 * @param window that the patient chose
 * @param releaseAt the first instant at which the patient may be called
 * @param dueAt the limit of the promise
 * @param zone where the patient is
 * @param attempts that were reported
 * @param retryAt when the next attempt is due, once one was in vain
 * @param firstAttemptAt when the first attempt started
 * @param leaseEpoch rises with every change of the lease
 * @param sequence rises with every move, re-promise and end by the patient; links die with it
 * @param putFirstAt when a supervisor put it before all others
 * @param assignedTo the one agent who is to take it
 */
public record Callback(
        UUID id,
        String site,
        String topic,
        String skill,
        String language,
        CallbackState state,
        Optional<Window> window,
        Instant releaseAt,
        Instant dueAt,
        ZoneId zone,
        int attempts,
        Optional<Instant> retryAt,
        Optional<Instant> firstAttemptAt,
        Optional<Lease> lease,
        long leaseEpoch,
        int sequence,
        Optional<Instant> putFirstAt,
        Optional<String> assignedTo,
        Patient patient,
        Optional<String> reason,
        Optional<Instant> endedAt,
        long version,
        Instant createdAt) {

    /** The id as the API, events and promises carry it. */
    public String publicId() {
        return Ids.CALLBACK.format(id);
    }

    /** For the audit. */
    public List<String> patients() {
        return patient.id().map(List::of).orElse(List.of());
    }

    public Callback claimed(Lease its) {
        return with(CallbackState.CLAIMED, attempts, retryAt, firstAttemptAt, Optional.of(its), Optional.empty());
    }

    /** The agent is still there. */
    public Callback renewed(Instant until) {
        var its = lease.orElseThrow();
        return claimed(new Lease(its.token(), its.agent(), its.claimedAt(), until));
    }

    /** An attempt has begun; the first one is the one that was promised. */
    public Callback begun(Instant at) {
        return with(state, attempts, retryAt, Optional.of(firstAttemptAt.orElse(at)), lease, endedAt);
    }

    /**
     * With its place and its clock as they were. Where the first attempt had begun, what was promised has happened: then it
     * waits, from now on, as those do who are tried again, and no promise counts it.
     */
    public Callback givenBack(Instant at) {
        return firstAttemptAt.isEmpty()
                ? with(CallbackState.QUEUED, attempts, retryAt, firstAttemptAt, Optional.empty(), Optional.empty())
                : with(
                        CallbackState.RETRY_WAIT,
                        attempts,
                        retryAt.or(() -> Optional.of(at)),
                        firstAttemptAt,
                        Optional.empty(),
                        Optional.empty());
    }

    /** Whoever was put first was so for the attempt that is over. */
    public Callback toBeTriedAgain(Instant at) {
        return with(
                CallbackState.RETRY_WAIT,
                attempts + 1,
                Optional.of(at),
                firstAttemptAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                assignedTo);
    }

    /** Before all others, and of several the one that was put there first. */
    public Callback putFirst(Instant at) {
        return with(
                state,
                attempts,
                retryAt,
                firstAttemptAt,
                lease,
                endedAt,
                putFirstAt.or(() -> Optional.of(at)),
                assignedTo);
    }

    /** For one agent; no longer than {@code assigned_until}, which the queue alone looks at. */
    public Callback assigned(String agent) {
        return with(state, attempts, retryAt, firstAttemptAt, lease, endedAt, putFirstAt, Optional.of(agent));
    }

    /** To be called later than was promised, and no more in the window that the patient chose. */
    public Callback repromised(Instant itsReleaseAt, Instant itsDueAt) {
        return new Callback(
                id,
                site,
                topic,
                skill,
                language,
                state,
                Optional.empty(),
                itsReleaseAt,
                itsDueAt,
                zone,
                attempts,
                retryAt,
                firstAttemptAt,
                lease,
                leaseEpoch,
                sequence + 1,
                putFirstAt,
                assignedTo,
                patient,
                reason,
                endedAt,
                version + 1,
                createdAt);
    }

    public Callback ended(CallbackState as, Instant at) {
        return with(as, attempts + 1, Optional.empty(), firstAttemptAt, Optional.empty(), Optional.of(at));
    }

    /** The patient got through by phone: nobody calls any more. */
    public Callback answered(Instant at) {
        return with(
                CallbackState.ANSWERED, attempts, Optional.empty(), firstAttemptAt, Optional.empty(), Optional.of(at));
    }

    /** To another time: what was tried stays counted, and the next attempt is the first of a new promise. */
    public Callback moved(Optional<Window> to, Instant itsReleaseAt, Instant itsDueAt) {
        return new Callback(
                id,
                site,
                topic,
                skill,
                language,
                CallbackState.QUEUED,
                to,
                itsReleaseAt,
                itsDueAt,
                zone,
                attempts,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                leaseEpoch + 1,
                sequence + 1,
                putFirstAt,
                assignedTo,
                patient,
                reason,
                Optional.empty(),
                version + 1,
                createdAt);
    }

    /** The patient withdrew it. */
    public Callback cancelled(Instant at) {
        return new Callback(
                id,
                site,
                topic,
                skill,
                language,
                CallbackState.CANCELLED,
                window,
                releaseAt,
                dueAt,
                zone,
                attempts,
                Optional.empty(),
                firstAttemptAt,
                Optional.empty(),
                leaseEpoch + 1,
                sequence + 1,
                putFirstAt,
                assignedTo,
                patient,
                reason,
                Optional.of(at),
                version + 1,
                createdAt);
    }

    private Callback with(
            CallbackState itsState,
            int itsAttempts,
            Optional<Instant> itsRetryAt,
            Optional<Instant> itsFirstAttemptAt,
            Optional<Lease> itsLease,
            Optional<Instant> itsEndedAt) {
        return with(itsState, itsAttempts, itsRetryAt, itsFirstAttemptAt, itsLease, itsEndedAt, putFirstAt, assignedTo);
    }

    private Callback with(
            CallbackState itsState,
            int itsAttempts,
            Optional<Instant> itsRetryAt,
            Optional<Instant> itsFirstAttemptAt,
            Optional<Lease> itsLease,
            Optional<Instant> itsEndedAt,
            Optional<Instant> itsPutFirstAt,
            Optional<String> itsAssignedTo) {
        return new Callback(
                id,
                site,
                topic,
                skill,
                language,
                itsState,
                window,
                releaseAt,
                dueAt,
                zone,
                itsAttempts,
                itsRetryAt,
                itsFirstAttemptAt,
                itsLease,
                leaseEpoch + 1,
                sequence,
                itsPutFirstAt,
                itsAssignedTo,
                patient,
                reason,
                itsEndedAt,
                version + 1,
                createdAt);
    }

    @Override
    public String toString() {
        return "callback " + publicId();
    }
}
