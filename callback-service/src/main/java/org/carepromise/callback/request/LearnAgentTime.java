package org.carepromise.callback.request;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbacksConfig;
import org.carepromise.kit.testclock.ClockFollower;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;

/** Learns once a day what agents take for a request; every replica does, to the same result. */
@ApplicationScoped
public class LearnAgentTime implements ClockFollower {

    private final Transactions transactions;
    private final AgentTimeStore store;
    private final CallbacksConfig config;
    private final ProductClock clock;
    private final AtomicReference<LocalDate> learntOn = new AtomicReference<>(LocalDate.MIN);

    LearnAgentTime(Transactions transactions, AgentTimeStore store, CallbacksConfig config, ProductClock clock) {
        this.transactions = transactions;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> lookAtTheDate() {
        return arriveAt(clock.instant());
    }

    @Override
    public Uni<Void> arriveAt(Instant now) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return learntOn.get().equals(today)
                ? Uni.createFrom().voidItem()
                : transactions
                        .run(tx -> store.learn(tx, tx.now().minus(config.agentTimeLearntFrom())))
                        .invoke(learnt -> learntOn.set(today))
                        .replaceWithVoid();
    }
}
