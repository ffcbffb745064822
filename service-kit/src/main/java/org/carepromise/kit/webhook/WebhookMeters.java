package org.carepromise.kit.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.webhook.WebhookDeliveryStore.Backlog;

/** What webhooks are doing, by endpoint id: never by URL, which may hold a receiver's secrets. */
@ApplicationScoped
class WebhookMeters {

    private static final String ENDPOINT = "endpoint";

    private final Pool pool;
    private final WebhookDeliveryStore deliveries;
    private final ProductClock clock;
    private final MeterRegistry meters;
    private final MultiGauge pending;
    private final MultiGauge dead;
    private final MultiGauge oldest;

    WebhookMeters(Pool pool, WebhookDeliveryStore deliveries, ProductClock clock, MeterRegistry meters) {
        this.pool = pool;
        this.deliveries = deliveries;
        this.clock = clock;
        this.meters = meters;
        pending = gauge("carepromise.webhook.pending", "Events on their way to an endpoint, counted up to 10,000");
        dead = gauge("carepromise.webhook.dead", "Events that were given up and can be replayed, counted up to 10,000");
        oldest = gauge("carepromise.webhook.oldest.pending.seconds", "How long the oldest event is on its way");
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }

    enum Outcome {
        DELIVERED,
        FAILED,
        DEAD,
        /** The result of an attempt whose lease had ended. */
        LATE
    }

    void count(UUID endpoint, Outcome outcome) {
        meters.counter(
                        "carepromise.webhook.attempts",
                        ENDPOINT,
                        WebhookEndpoint.ID.format(endpoint),
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return deliveries.backlog(pool).invoke(this::show).replaceWithVoid();
    }

    private void show(List<Backlog> backlog) {
        var now = clock.instant();
        pending.register(
                backlog.stream().map(each -> Row.of(tags(each), each.pending())).toList(), true);
        dead.register(
                backlog.stream().map(each -> Row.of(tags(each), each.dead())).toList(), true);
        oldest.register(
                backlog.stream()
                        .filter(each -> each.oldestCreatedAt() != null)
                        .map(each -> Row.of(
                                tags(each),
                                Duration.between(each.oldestCreatedAt(), now).toSeconds()))
                        .toList(),
                true);
    }

    private static Tags tags(Backlog backlog) {
        return Tags.of(ENDPOINT, WebhookEndpoint.ID.format(backlog.endpoint()));
    }
}
