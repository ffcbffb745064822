package org.carepromise.scheduling.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.appointment.Appointment;
import org.carepromise.scheduling.appointment.VisitsOfSession;
import org.carepromise.scheduling.rebooking.Rebookings;
import org.carepromise.scheduling.session.SessionCourseJson.CancelledJson;
import org.carepromise.scheduling.session.SessionCourseStore.Locked;

/**
 * Cancels a session: from the commit on nobody books in it, and each of its patients is looked after until they have
 * another time or a person has spoken with them.
 */
@ApplicationScoped
class CancelSession {

    private final SessionCourseStore store;
    private final VisitsOfSession visits;
    private final Rebookings rebookings;
    private final EventLog events;
    private final AuditTrail audit;

    CancelSession(
            SessionCourseStore store,
            VisitsOfSession visits,
            Rebookings rebookings,
            EventLog events,
            AuditTrail audit) {
        this.store = store;
        this.visits = visits;
        this.rebookings = rebookings;
        this.events = events;
        this.audit = audit;
    }

    Uni<CancelledJson> cancel(Tx tx, Caller caller, UUID id, SessionCancellationReason reason) {
        return store.lock(tx, id).invoke(found -> check(tx, caller, found)).flatMap(found -> store.lockSlots(tx, id)
                .flatMap(locked -> visits.ahead(tx, id))
                .call(() -> store.cancel(tx, id, reason))
                .call(ahead -> rebookings.begin(tx, id, ahead))
                .map(ahead -> cancelled(tx, caller, id, found, reason, ahead)));
    }

    /** What is over, or was cancelled before, cannot be cancelled or late. */
    static void check(Tx tx, Caller caller, Locked found) {
        if (found == null || !caller.sites().covers(found.site())) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        if (found.state() != SessionState.OPEN) {
            throw Problem.of(SchedulingProblem.SESSION_CANCELLED).with("state", found.state());
        }
        if (!tx.now().isBefore(found.endsAt())) {
            throw Problem.of(SchedulingProblem.SESSION_OVER);
        }
    }

    private CancelledJson cancelled(
            Tx tx, Caller caller, UUID id, Locked found, SessionCancellationReason reason, List<Appointment> ahead) {
        var session = Ids.SESSION.format(id);
        tx.withCommit(
                events.append(
                        tx,
                        Event.of(
                                "carepromise.session.cancelled.v1",
                                session,
                                found.site(),
                                tx.now(),
                                Map.of(
                                        "provider", Ids.PROVIDER.format(found.provider()),
                                        "start", found.startsAt(),
                                        "reason", reason,
                                        "visits", ahead.size()))),
                audit.note(
                        tx,
                        caller,
                        "cancelSession",
                        session,
                        found.site(),
                        ahead.stream()
                                .map(visit -> visit.patient().id())
                                .flatMap(Optional::stream)
                                .distinct()
                                .toList()));
        return new CancelledJson(session, SessionState.CANCELLED, reason, tx.now(), ahead.size());
    }
}
