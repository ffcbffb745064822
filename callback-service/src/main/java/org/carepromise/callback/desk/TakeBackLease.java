package org.carepromise.callback.desk;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.queue.CallbackEvents;
import org.carepromise.callback.queue.ReturnCallbacks;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;

/** A supervisor takes a callback from the agent who has it; what that agent still reports is refused. */
@ApplicationScoped
class TakeBackLease {

    private final CallbackStore store;
    private final ReturnCallbacks leases;
    private final EventLog events;
    private final AuditTrail audit;

    TakeBackLease(CallbackStore store, ReturnCallbacks leases, EventLog events, AuditTrail audit) {
        this.store = store;
        this.leases = leases;
        this.events = events;
        this.audit = audit;
    }

    /** @throws Problem {@code not-found}, {@code callback-not-held} */
    Uni<Callback> takeBack(Tx tx, Caller caller, UUID id) {
        return store.lockFor(tx, caller, id).flatMap(found -> {
            if (found.state() != CallbackState.CLAIMED) {
                throw Problem.of(CallbackProblem.CALLBACK_NOT_HELD);
            }
            var back = found.givenBack(tx.now());
            tx.withCommit(
                    store.save(tx, back),
                    events.append(tx, CallbackEvents.of("lease-revoked", back, tx.now())),
                    audit.note(tx, caller, "revokeCallbackLease", back.publicId(), back.site(), back.patients()));
            return leases.clear(tx, back).replaceWith(back);
        });
    }
}
