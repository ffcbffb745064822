package org.carepromise.callback.queue;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.queue.QueueJson.NewIdentityCheckJson;
import org.carepromise.callback.request.Callback;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.tx.Tx;

/** Records that an agent has asked who is on the phone, before anything is said that only the patient may hear. */
@ApplicationScoped
class CheckIdentity {

    private final KeepLease leases;
    private final IdentityCheckStore checks;
    private final EventLog events;
    private final AuditTrail audit;

    CheckIdentity(KeepLease leases, IdentityCheckStore checks, EventLog events, AuditTrail audit) {
        this.leases = leases;
        this.checks = checks;
        this.events = events;
        this.audit = audit;
    }

    record Checked(Callback callback, Instant at) {}

    Uni<Checked> check(Tx tx, Caller caller, UUID id, NewIdentityCheckJson asked) {
        IdentityRules.check(asked.identifiers());
        return leases.held(tx, caller, id, asked.leaseToken())
                .invoke(held -> tx.withCommit(
                        checks.insert(tx, id, asked.leaseToken(), asked.identifiers(), asked.result(), caller.person()),
                        events.append(
                                tx,
                                CallbackEvents.of(
                                        "identity-checked",
                                        held,
                                        tx.now(),
                                        Map.of("result", asked.result().name()))),
                        audit.note(tx, caller, "checkCallbackIdentity", held.publicId(), held.site(), held.patients())))
                .map(held -> new Checked(held, tx.now()));
    }
}
