package org.carepromise.kit.promise;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.timer.SetWiseTimers;
import org.carepromise.kit.tx.Transactions;

/** Lets promises be at risk, break and climb their ladders: a batch by one statement, whatever its promises are about. */
@ApplicationScoped
class PromiseTimers implements SetWiseTimers {

    private final Transactions transactions;
    private final PromiseStore store;
    private final PromiseMeters meters;
    private final ProductClock clock;

    PromiseTimers(Transactions transactions, PromiseStore store, PromiseMeters meters, ProductClock clock) {
        this.transactions = transactions;
        this.store = store;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Uni<Integer> fire(Instant dueAfter, int most) {
        return transactions
                .run(tx -> store.fireDue(tx, dueAfter, most, PromiseKeeper.ESCALATION))
                .invoke(fired -> meters.fired(fired, clock.instant()))
                .map(fired -> fired.size());
    }
}
