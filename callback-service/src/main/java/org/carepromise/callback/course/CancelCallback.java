package org.carepromise.callback.course;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.course.CourseJson.CancellationJson;
import org.carepromise.callback.queue.CallbackEvents;
import org.carepromise.callback.queue.ReturnCallbacks;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.callback.request.PromiseCallback;
import org.carepromise.callback.request.TellPatients;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;

/** Ends a callback that the patient no longer wants. */
@ApplicationScoped
class CancelCallback {

    private final CallbackStore store;
    private final PromiseCallback promise;
    private final ReturnCallbacks leases;
    private final TellPatients tell;
    private final EventLog events;
    private final AuditTrail audit;

    CancelCallback(
            CallbackStore store,
            PromiseCallback promise,
            ReturnCallbacks leases,
            TellPatients tell,
            EventLog events,
            AuditTrail audit) {
        this.store = store;
        this.promise = promise;
        this.leases = leases;
        this.tell = tell;
        this.events = events;
        this.audit = audit;
    }

    Uni<Callback> cancel(Tx tx, Caller caller, UUID id, CancellationJson asked, String ifMatch) {
        return store.lock(tx, id).flatMap(locked -> {
            var callback = reached(caller, locked);
            Version.checkIfNamed(ifMatch, asked.version(), callback.version());
            CourseRules.checkChange(callback, tx.now());
            var cancelled = callback.cancelled(tx.now());
            return store.save(tx, cancelled)
                    .chain(() -> promise.withdraw(tx, cancelled))
                    .invoke(() -> tx.withCommit(
                            leases.clear(tx, cancelled),
                            tell.withdraw(tx, cancelled),
                            tell.cancelled(tx, cancelled),
                            events.append(tx, CallbackEvents.of("cancelled", cancelled, tx.now())),
                            audit.note(
                                    tx,
                                    caller,
                                    "cancelCallback",
                                    cancelled.publicId(),
                                    cancelled.site(),
                                    cancelled.patients())))
                    .replaceWith(cancelled);
        });
    }

    /** What is not there and what is not the caller's look the same. */
    static Callback reached(Caller caller, Callback found) {
        if (found == null || !caller.mayReach(found.site(), found.patient().id().orElse(null))) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return found;
    }
}
