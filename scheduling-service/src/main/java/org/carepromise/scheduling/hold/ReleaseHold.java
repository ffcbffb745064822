package org.carepromise.scheduling.hold;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;

/** Gives held seats back at once. */
@ApplicationScoped
class ReleaseHold {

    private final Transactions transactions;
    private final Holds holds;
    private final HoldStore store;

    ReleaseHold(Transactions transactions, Holds holds, HoldStore store) {
        this.transactions = transactions;
        this.holds = holds;
        this.store = store;
    }

    Uni<Hold> release(Caller caller, UUID id) {
        return transactions.run(tx -> store.lock(tx, id).flatMap(hold -> {
            if (hold == null || !hold.holder().equals(caller.idempotencyOwner())) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            Holds.checkOpen(hold, tx.now());
            return holds.release(tx, hold);
        }));
    }
}
