package org.carepromise.callback.desk;

import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.CallbacksConfig;
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

/**
 * A supervisor gives a callback to one agent, from whoever has it: it is that agent's next, and for a while nobody else's.
 * An agent who does not come strands it no longer than that.
 */
@ApplicationScoped
class AssignCallback {

    private final CallbackStore store;
    private final DeskStore desk;
    private final ReturnCallbacks leases;
    private final CallbacksConfig config;
    private final EventLog events;
    private final AuditTrail audit;

    AssignCallback(
            CallbackStore store,
            DeskStore desk,
            ReturnCallbacks leases,
            CallbacksConfig config,
            EventLog events,
            AuditTrail audit) {
        this.store = store;
        this.desk = desk;
        this.leases = leases;
        this.config = config;
        this.events = events;
        this.audit = audit;
    }

    /** @throws Problem {@code not-found}, {@code callback-not-waiting} */
    Uni<Callback> assign(Tx tx, Caller caller, UUID id, String agent) {
        return store.lockFor(tx, caller, id).flatMap(found -> {
            if (!found.state().isOpen()) {
                throw Problem.of(CallbackProblem.CALLBACK_NOT_WAITING);
            }
            boolean isHeld = found.state() == CallbackState.CLAIMED;
            var waiting = isHeld ? found.givenBack(tx.now()) : found;
            var given = waiting.assigned(agent);
            var until = tx.now().plus(config.assignedFor());
            tx.withCommit(
                    store.save(tx, given),
                    desk.assignUntil(tx, id, until),
                    events.append(
                            tx,
                            CallbackEvents.of(
                                    "assigned",
                                    given,
                                    tx.now(),
                                    Map.of("assignedTo", agent, "assignedUntil", until.toString()))),
                    audit.note(tx, caller, "assignCallback", given.publicId(), given.site(), given.patients()));
            return (isHeld ? leases.clear(tx, given) : Uni.createFrom().voidItem()).replaceWith(given);
        });
    }
}
