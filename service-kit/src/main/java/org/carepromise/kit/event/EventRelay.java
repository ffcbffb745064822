package org.carepromise.kit.event;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.pump.Pumps;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;

/**
 * Gives committed events their positions, every 100 ms, on whichever replica gets the lock. A reader that goes by
 * position misses none, however late its transaction commits; and a subject's events keep their order, because their
 * sequence numbers are drawn while the subject is locked (docs/adr/0013-event-positions.md).
 *
 * <p>Gauges {@code carepromise_events_unnumbered}, and {@code carepromise_events_relay_lag_seconds}: for how long, at most,
 * a committed event has been waiting for its position.
 */
@ApplicationScoped
public class EventRelay {

    static final int LARGEST_BATCH = 5_000;

    private static final int NOT_MINE = -1;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Transactions transactions;
    private final EventStore store;
    private final Pool pool;
    private final ProductClock clock;
    private final AtomicLong unnumbered = new AtomicLong();

    /** When the last round began that left nothing behind. */
    private volatile Instant caughtUpAt;

    EventRelay(Transactions transactions, EventStore store, Pool pool, ProductClock clock, MeterRegistry meters) {
        this.transactions = transactions;
        this.store = store;
        this.pool = pool;
        this.clock = clock;
        this.caughtUpAt = clock.machineInstant();
        Gauge.builder("carepromise.events.unnumbered", unnumbered, AtomicLong::get)
                .description("Committed events without a position, counted up to 100,000")
                .register(meters);
        Gauge.builder("carepromise.events.relay.lag", this, EventRelay::lagSeconds)
                .baseUnit("seconds")
                .description("For how long, at most, a committed event has been waiting for its position")
                .register(meters);
    }

    void start(@Observes StartupEvent started, Pumps pumps) {
        pumps.run("event relay", PAUSE, this::relayOnce);
    }

    /**
     * Numbers what is committed, at most 5,000 events, in the order of their sequence numbers.
     *
     * @return whether there may be more; false too where another replica is at it
     */
    public Uni<Boolean> relayOnce() {
        var began = clock.machineInstant();
        return transactions
                .run(tx -> store.becomeRelay(tx)
                        .flatMap(mine ->
                                mine ? store.number(tx) : Uni.createFrom().item(NOT_MINE)))
                .map(numbered -> {
                    if (numbered != NOT_MINE && numbered < LARGEST_BATCH) {
                        caughtUpAt = began;
                    }
                    return numbered == LARGEST_BATCH;
                });
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return store.countUnnumbered(pool).invoke(unnumbered::set).replaceWithVoid();
    }

    private double lagSeconds() {
        return Duration.between(caughtUpAt, clock.machineInstant()).toMillis() / 1_000.0;
    }
}
