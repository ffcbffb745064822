package org.carepromise.kit.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.time.ProductClock;

/**
 * Shows whether notices pile up: {@code carepromise_notices_due}, how many might have gone by now, and
 * {@code carepromise_notices_oldest_due_seconds}, since when the first of them might have. Every replica shows the same.
 */
@ApplicationScoped
public class NoticeBacklog {

    private final NoticeStore store;
    private final Pool pool;
    private final ProductClock clock;
    private final AtomicLong due = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();

    NoticeBacklog(NoticeStore store, Pool pool, ProductClock clock, MeterRegistry meters) {
        this.store = store;
        this.pool = pool;
        this.clock = clock;
        Gauge.builder("carepromise.notices.due", due, AtomicLong::get)
                .description("Notices that might have gone by now")
                .register(meters);
        Gauge.builder("carepromise.notices.oldest.due.seconds", oldestSeconds, AtomicLong::get)
                .description("Since when the oldest of them might have")
                .register(meters);
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return look(clock.instant());
    }

    Uni<Void> look(Instant productNow) {
        return store.backlog(pool, productNow)
                .invoke(backlog -> {
                    due.set(backlog.due());
                    oldestSeconds.set(
                            backlog.oldest() == null
                                    ? 0
                                    : Duration.between(backlog.oldest(), productNow)
                                            .toSeconds());
                })
                .replaceWithVoid();
    }
}
