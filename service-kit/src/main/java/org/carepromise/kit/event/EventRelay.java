package org.carepromise.kit.event;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import org.carepromise.kit.pump.Pump;
import org.carepromise.kit.pump.PumpConfig;
import org.carepromise.kit.tx.Transactions;

/**
 * Gives committed events their positions, every 100 ms, on whichever replica gets the lock. A reader that goes by
 * position misses none, however late its transaction commits; and a subject's events keep their order, because their
 * sequence numbers are drawn while the subject is locked (docs/adr/0013-event-positions.md).
 */
@ApplicationScoped
public class EventRelay {

    static final int LARGEST_BATCH = 5_000;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Transactions transactions;
    private final EventStore store;
    private final PumpConfig pumps;
    private final Pump pump;

    EventRelay(Transactions transactions, EventStore store, PumpConfig pumps, Vertx vertx) {
        this.transactions = transactions;
        this.store = store;
        this.pumps = pumps;
        this.pump = new Pump("event relay", vertx, PAUSE, this::relayOnce);
    }

    void start(@Observes StartupEvent started) {
        if (pumps.enabled()) {
            pump.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        pump.stop();
    }

    /**
     * Numbers what is committed, at most 5,000 events, in the order of their sequence numbers.
     *
     * @return whether there may be more; false too where another replica is at it
     */
    public Uni<Boolean> relayOnce() {
        return transactions.run(tx -> store.becomeRelay(tx)
                .flatMap(mine -> mine ? store.number(tx) : Uni.createFrom().item(0))
                .map(numbered -> numbered == LARGEST_BATCH));
    }
}
