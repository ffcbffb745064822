package org.carepromise.messaging.thread;

import java.util.List;
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

    /** @param asProxy whether a proxy reads, also where a portal says so */
    Uni<ThreadJson> one(Caller caller, boolean asProxy, UUID id) {
        return transactions.run(tx -> threads.find(tx.reads(), id).flatMap(found -> {
            if (found == null || !Reach.of(caller, asProxy, found)) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            tx.withCommit(audit.note(tx, caller, "getThread", found.publicId(), found.site(), found.patients()));
            return (caller.actsAsPatient()
                            ? threads.open(tx, id).replaceWithVoid()
                            : Uni.createFrom().voidItem())
                    .chain(() -> shown.one(tx, caller, found));
        }));
    }

    /** The last changed first. {@code operation} is the contract's operationId. */
    Uni<List<ThreadJson>> search(
            Caller caller,
            String operation,
            ThreadStore.Where where,
            ThreadStore.Filters filters,
            ThreadStore.After after,
            int most) {
        return transactions.run(tx -> threads.search(tx.reads(), where, filters, after, most)
                .invoke(found -> tx.withCommit(audit.note(
                        tx,
                        caller,
                        operation,
                        "threads",
                        filters.site(),
                        found.stream()
                                .flatMap(each -> each.patients().stream())
                                .distinct()
                                .toList())))
                .flatMap(found -> shown.all(tx, caller, found)));
    }
}
