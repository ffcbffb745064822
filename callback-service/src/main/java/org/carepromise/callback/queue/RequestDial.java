package org.carepromise.callback.queue;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.Ids;
import org.carepromise.callback.queue.QueueJson.NewAttemptJson;
import org.carepromise.callback.request.Callback;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;

/**
 * Asks the telephony to call. The event names the callback, whose number the telephony reads with its own token; what came
 * of it is reported by the dial's id. Asking is no attempt yet: that the dial has begun is said with the lease.
 */
@ApplicationScoped
class RequestDial {

    private final KeepLease leases;
    private final DialStore dials;
    private final EventLog events;
    private final AuditTrail audit;

    RequestDial(KeepLease leases, DialStore dials, EventLog events, AuditTrail audit) {
        this.leases = leases;
        this.dials = dials;
        this.events = events;
        this.audit = audit;
    }

    /** @param id as events and reports carry it */
    record Dial(String id, Callback callback, Instant requestedAt) {}

    Uni<Dial> request(Tx tx, Caller caller, UUID callback, UUID leaseToken) {
        var id = IdType.next(tx.now());
        return leases.held(tx, caller, callback, leaseToken)
                .invoke(held -> tx.withCommit(
                        dials.insert(tx, id, callback, leaseToken, caller.person()),
                        events.append(
                                tx,
                                CallbackEvents.of(
                                        "dial-requested",
                                        held,
                                        tx.now(),
                                        Map.of("dialId", Ids.DIAL.format(id), "leaseEpoch", held.leaseEpoch()))),
                        audit.note(tx, caller, "requestCallbackDial", held.publicId(), held.site(), held.patients())))
                .map(held -> new Dial(Ids.DIAL.format(id), held, tx.now()));
    }

    /**
     * The token that a report names, by itself or by a dial.
     *
     * @throws Problem {@code lease-unnamed}
     */
    Uni<UUID> leaseOf(Tx tx, UUID callback, NewAttemptJson asked) {
        if (asked.leaseToken() != null) {
            return Uni.createFrom().item(asked.leaseToken());
        }
        var dial = Ids.DIAL.parse(asked.dialId() == null ? "" : asked.dialId());
        return dial.map(id -> dials.leaseOf(tx.reads(), id, callback))
                .orElseGet(() -> Uni.createFrom().nullItem())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(CallbackProblem.LEASE_UNNAMED)
                        .at("#/leaseToken", "the lease's token, or dialId of a dial of this callback"));
    }
}
