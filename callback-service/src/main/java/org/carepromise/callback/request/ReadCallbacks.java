package org.carepromise.callback.request;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;

/** Callbacks for those who may see them. */
@ApplicationScoped
class ReadCallbacks {

    private final CallbackStore store;
    private final ShownCallbacks shown;
    private final AuditTrail audit;
    private final Transactions transactions;

    ReadCallbacks(CallbackStore store, ShownCallbacks shown, AuditTrail audit, Transactions transactions) {
        this.store = store;
        this.shown = shown;
        this.audit = audit;
        this.transactions = transactions;
    }

    Uni<CallbackJson> one(Caller caller, UUID id) {
        return transactions.run(tx -> store.find(tx.reads(), id).flatMap(found -> {
            if (found == null
                    || !caller.mayReach(found.site(), found.patient().id().orElse(null))) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            tx.withCommit(audit.note(tx, caller, "getCallback", found.publicId(), found.site(), found.patients()));
            return shown.one(tx, found);
        }));
    }

    /** The caller's own. */
    Uni<List<CallbackJson>> own(Caller caller, UUID after, int most) {
        var patient = caller.requirePatient();
        return transactions.run(tx -> store.ofPatient(tx.reads(), patient, after, most)
                .invoke(found -> {
                    if (!found.isEmpty()) {
                        tx.withCommit(audit.note(tx, caller, "listCallbacks", "callbacks", null, List.of(patient)));
                    }
                })
                .flatMap(found -> shown.all(tx, found)));
    }
}
