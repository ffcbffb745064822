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

    /** With its place and its clock as they were. */
    public Callback givenBack() {
        var waiting = attempts == 0 ? CallbackState.QUEUED : CallbackState.RETRY_WAIT;
        return with(waiting, attempts, retryAt, firstAttemptAt, Optional.empty(), Optional.empty());
    }

    public Callback toBeTriedAgain(Instant at) {
        return with(
                CallbackState.RETRY_WAIT,
                attempts + 1,
                Optional.of(at),
                firstAttemptAt,
                Optional.empty(),
                Optional.empty());
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

    private Callback with(
            CallbackState itsState,
            int itsAttempts,
            Optional<Instant> itsRetryAt,
            Optional<Instant> itsFirstAttemptAt,
            Optional<Lease> itsLease,
            Optional<Instant> itsEndedAt) {
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
                putFirstAt,
                assignedTo,
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
