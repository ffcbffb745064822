package org.carepromise.kit.audit;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Chains committed audit rows, every second, on whichever replica gets the lock. Rows belong to a seal by their
 * transaction's id, so a row that commits late is sealed once it has, and none is left out or sealed twice.
 */
@ApplicationScoped
public class AuditSealer {

    private static final int LARGEST_BATCH = 5_000;

    private final Transactions transactions;
    private final AuditStore store;

    AuditSealer(Transactions transactions, AuditStore store) {
        this.transactions = transactions;
        this.store = store;
    }

    /** Seals what is committed and not yet sealed. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> sealOnce() {
        return transactions.run(tx -> store.becomeSealer(tx)
                .flatMap(mine -> mine ? seal(tx) : Uni.createFrom().voidItem()));
    }

    private Uni<Void> seal(Tx tx) {
        return store.lastSeal(tx.reads()).flatMap(last -> {
            var number = last == null ? 1 : last.number() + 1;
            var from = last == null ? 0 : last.xidTo();
            var previous = last == null ? AuditSeal.BEGINNING : last.hash();
            return store.boundary(tx.reads(), from, LARGEST_BATCH).flatMap(to -> store.rows(tx.reads(), from, to)
                    .flatMap(rows -> rows.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : store.append(tx, AuditSeal.over(number, from, to, rows, previous), tx.now())));
        });
    }
}
