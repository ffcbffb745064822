package org.carepromise.messaging.thread;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;

/** Threads for those who may see them. */
@ApplicationScoped
class ReadThreads {

    private final Transactions transactions;
    private final ThreadStore threads;
    private final ShownThreads shown;
    private final AuditTrail audit;

    ReadThreads(Transactions transactions, ThreadStore threads, ShownThreads shown, AuditTrail audit) {
        this.transactions = transactions;
        this.threads = threads;
        this.shown = shown;
        this.audit = audit;
    }

    Uni<ThreadJson> one(Caller caller, UUID id) {
        return transactions.run(tx -> threads.find(tx.reads(), id).flatMap(found -> {
            if (found == null || !Reach.of(caller, found)) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            tx.withCommit(audit.note(tx, caller, "getThread", found.publicId(), found.site(), found.patients()));
            return shown.one(tx, caller, found);
        }));
    }
}
