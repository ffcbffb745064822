package org.carepromise.kit.retention;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;

import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;

/**
 * Removes what has been kept long enough, in small batches, one replica at a time (docs/adr/0017-retention-and-rotation.md).
 * Nothing depends on it having run: what has expired counts as expired before its row is gone.
 */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private static final int BATCH = 1_000;
    /** A count goes no farther: it tells whether pruning keeps up, and must not read a whole table. */
    static final int COUNTED = 100_000;

    private final Transactions transactions;
    private final Pool pool;
    private final RetentionStore store;
    private final ProductClock clock;
    private final MeterRegistry meters;
    private final List<RetentionPlan.Kept> kept;

    Retention(
            Transactions transactions,
            Pool pool,
            RetentionStore store,
            ProductClock clock,
            MeterRegistry meters,
            RetentionConfig config,
            @Any Instance<RetentionRule> rules) {
        this.transactions = transactions;
        this.pool = pool;
        this.store = store;
        this.clock = clock;
        this.meters = meters;
        this.kept = RetentionPlan.of(rules.stream().toList(), config.periods());
    }

    /** What is left, or was removed, of one rule's rows. */
    record Rows(RetentionPlan.Kept kept, Instant before, long rows) {}

    /** Makes this bean at the start, so that a property that is wrong stops it. */
    void refuseUnfitConfiguration(@Observes StartupEvent start) {
        LOG.debugf("%d retention rules", kept.size());
    }

    @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> asTimePasses() {
        return pruneOnce().replaceWithVoid();
    }

    /** The rows that could be removed now, by rule. */
    Uni<List<Rows>> older() {
        var now = clock.instant();
        return each(one -> {
            var before = one.period().before(now);
            return store.countOlder(pool, one.rule().countOlder(), before, COUNTED)
                    .map(rows -> new Rows(one, before, rows));
        });
    }

    /** Removes all that can be removed now; where another replica is at it, nothing. */
    Uni<List<Rows>> pruneOnce() {
        var now = clock.instant();
        return each(one -> {
            var before = one.period().before(now);
            return one.rule()
                    .prune()
                    .map(statement -> prune(one, statement, before, 0))
                    .orElseGet(() -> Uni.createFrom().item(0L))
                    .map(rows -> new Rows(one, before, rows));
        });
    }

    private Uni<Long> prune(RetentionPlan.Kept one, String statement, Instant before, long soFar) {
        return transactions
                .run(tx -> store.takeTurn(tx)
                        .flatMap(mine -> mine
                                ? store.prune(tx, statement, before, BATCH)
                                : Uni.createFrom().item(0)))
                .flatMap(removed -> {
                    meters.counter(
                                    "carepromise.retention.removed",
                                    "rule",
                                    one.rule().name())
                            .increment(removed);
                    return removed < BATCH
                            ? Uni.createFrom().item(soFar + removed)
                            : prune(one, statement, before, soFar + removed);
                });
    }

    /** One rule that fails, on a lock or a time-out, keeps none of the others from its turn. */
    private Uni<List<Rows>> each(Function<RetentionPlan.Kept, Uni<Rows>> work) {
        return Multi.createFrom()
                .iterable(kept)
                .onItem()
                .transformToUniAndConcatenate(
                        one -> work.apply(one).onFailure(Exception.class).recoverWithUni(failure -> {
                            // The message may quote a row; the type may not.
                            LOG.warnf(
                                    "retention of %s failed: %s",
                                    one.rule().name(), failure.getClass().getSimpleName());
                            return Uni.createFrom().nullItem();
                        }))
                .collect()
                .asList();
    }
}
