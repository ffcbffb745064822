package org.carepromise.kit.event;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;

import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Reads other services' feeds. Cursor, inbox and effects of a page are one transaction: killed at any point, the page is
 * read again, and what it did before it did not do. An event whose id was received before has no effect again. Run
 * {@link #consumeOnce} by a {@link org.carepromise.kit.pump.Pump}; replicas may do so side by side.
 *
 * <p>Counter {@code carepromise_feed_pruned_total} by consumer: how often it came too late.
 */
@ApplicationScoped
public class FeedConsumer {

    private static final Logger LOG = Logger.getLogger(FeedConsumer.class);

    private final Pool pool;
    private final FeedStore store;
    private final Transactions transactions;
    private final MeterRegistry meters;

    FeedConsumer(Pool pool, FeedStore store, Transactions transactions, MeterRegistry meters) {
        this.pool = pool;
        this.store = store;
        this.transactions = transactions;
        this.meters = meters;
    }

    /**
     * Reads one page on.
     *
     * @return whether there may be more
     */
    public Uni<Boolean> consumeOnce(FeedSource source, FeedEffect effect) {
        return store.cursor(pool, effect.consumer()).flatMap(cursor -> source.after(cursor)
                .flatMap(page -> page.nextCursor().equals(cursor)
                        ? Uni.createFrom().item(false)
                        : take(effect, cursor, page).replaceWith(true))
                .onFailure(FeedPruned.class)
                .recoverWithUni(pruned -> skip(effect, cursor, (FeedPruned) pruned)));
    }

    private Uni<Void> take(FeedEffect effect, String cursor, FeedPage page) {
        return transactions.run(tx -> store.move(tx, effect.consumer(), cursor, page.nextCursor())
                .flatMap(moved -> moved
                        ? apply(tx, effect, page.items())
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> apply(Tx tx, FeedEffect effect, List<EventJson> events) {
        var ids = events.stream().map(EventJson::id).distinct().toList();
        return store.receive(tx, effect.consumer(), ids).flatMap(fresh -> Multi.createFrom()
                .iterable(events)
                .filter(event -> fresh.remove(event.id()))
                .onItem()
                .transformToUniAndConcatenate(event -> effect.apply(tx, event))
                .collect()
                .asList()
                .replaceWithVoid());
    }

    private Uni<Boolean> skip(FeedEffect effect, String cursor, FeedPruned pruned) {
        LOG.errorf("%s came too late: events were pruned before it had them", effect.consumer());
        Counter.builder("carepromise.feed.pruned")
                .description("How often events were pruned before this consumer had them")
                .tag("consumer", effect.consumer())
                .register(meters)
                .increment();
        return transactions
                .run(tx -> store.move(tx, effect.consumer(), cursor, pruned.oldestCursor())
                        .flatMap(moved ->
                                moved ? effect.missed(tx) : Uni.createFrom().voidItem()))
                .replaceWith(true);
    }
}
