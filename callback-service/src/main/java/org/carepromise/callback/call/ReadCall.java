package org.carepromise.callback.call;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;

/** A call for those who may see it. */
@ApplicationScoped
class ReadCall {

    private final CallStore store;
    private final AuditTrail audit;
    private final Transactions transactions;

    ReadCall(CallStore store, AuditTrail audit, Transactions transactions) {
        this.store = store;
        this.audit = audit;
        this.transactions = transactions;
    }

    Uni<Call> one(Caller caller, UUID id) {
        return transactions.run(tx -> store.find(tx.reads(), id).invoke(found -> {
            if (found == null || !caller.sites().covers(found.site())) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            tx.withCommit(audit.note(tx, caller, "getCall", found.publicId(), found.site(), List.of()));
        }));
    }
}
