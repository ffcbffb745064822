package org.carepromise.callback.desk;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.queue.CallbackEvents;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;

/** A supervisor has a callback taken before all others of those who can serve it, and says why. */
@ApplicationScoped
class PutCallbackFirst {

    private final CallbackStore store;
    private final RemarkStore remarks;
    private final EventLog events;
    private final AuditTrail audit;

    PutCallbackFirst(CallbackStore store, RemarkStore remarks, EventLog events, AuditTrail audit) {
        this.store = store;
        this.remarks = remarks;
        this.events = events;
        this.audit = audit;
    }

    /** @throws Problem {@code not-found}, {@code callback-not-waiting} */
    Uni<Callback> putFirst(Tx tx, Caller caller, UUID id, String reason) {
        return store.lockFor(tx, caller, id).map(found -> {
            if (found.state() != CallbackState.QUEUED && found.state() != CallbackState.RETRY_WAIT) {
                throw Problem.of(CallbackProblem.CALLBACK_NOT_WAITING);
            }
            var first = found.putFirst(tx.now());
            tx.withCommit(
                    store.save(tx, first),
                    remarks.insert(
                            tx,
                            new Remark(
                                    IdType.next(tx.now()),
                                    id,
                                    Remark.Kind.PUT_FIRST,
                                    reason,
                                    caller.person(),
                                    tx.now())),
                    events.append(tx, CallbackEvents.of("put-first", first, tx.now())),
                    audit.note(tx, caller, "putCallbackFirst", first.publicId(), first.site(), first.patients()));
            return first;
        });
    }
}
