package org.carepromise.kit.idempotency;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Transactions;

/**
 * Removes keys whose 24 hours are over, in small batches, so that the table stays small. Nothing depends on it having
 * run: an expired key counts as unused.
 */
@ApplicationScoped
public class ForgetOldKeys {

    private static final String FORGET_SOME =
            """
            WITH old AS MATERIALIZED (
                SELECT owner, operation, key FROM idempotency WHERE expires_at <= $1
                 ORDER BY expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED)
            DELETE FROM idempotency USING old
             WHERE (idempotency.owner, idempotency.operation, idempotency.key) = (old.owner, old.operation, old.key)
            """;

    private final Transactions transactions;

    ForgetOldKeys(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Until none is left. */
    @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> forget() {
        return transactions
                .run(tx -> tx.run(FORGET_SOME, tx.now()))
                .flatMap(removed ->
                        removed.rowCount() > 0 ? forget() : Uni.createFrom().voidItem());
    }
}
