package org.carepromise.kit.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.carepromise.kit.pump.Pumps;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.webhook.WebhookDelivery.Claimed;

/**
 * Brings events to webhook endpoints, on every replica alike (docs/adr/0014-webhooks.md). What is numbered in the log is
 * queued for each endpoint that asked for it; what is due is claimed under a lease, sent outside of any transaction, and
 * its end taken down. A replica that dies on the way leaves a lease behind: when it is over, the event is sent again
 * under the same id. Nothing is lost, and without a crash nothing is sent twice.
 */
@ApplicationScoped
public class WebhookPump {

    private static final Logger LOG = Logger.getLogger(WebhookPump.class);

    private static final int ROWS_AT_A_TIME = 20_000;
    private static final int POSITIONS_AT_A_TIME = 1_000;
    private static final int IN_FLIGHT_PER_ENDPOINT = 4;
    private static final int IN_FLIGHT_PER_REPLICA = 256;

    /** Well beyond the longest exchange: a living worker never meets the end of its lease. */
    private static final Duration LEASE_BEYOND_ANSWER = Duration.ofSeconds(45);

    private final Transactions transactions;
    private final WebhookDeliveryStore deliveries;
    private final WebhookSender sender;
    private final RecordAttempt recordAttempt;
    private final WebhookMeters meters;
    private final ProductClock clock;
    private final Duration lease;
    private final AtomicInteger inFlight = new AtomicInteger();

    WebhookPump(
            Transactions transactions,
            WebhookDeliveryStore deliveries,
            WebhookSender sender,
            RecordAttempt recordAttempt,
            WebhookMeters meters,
            ProductClock clock,
            WebhooksConfig config) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.sender = sender;
        this.recordAttempt = recordAttempt;
        this.meters = meters;
        this.clock = clock;
        this.lease = config.answerWithin().plus(LEASE_BEYOND_ANSWER);
    }

    void start(@Observes StartupEvent start, Pumps pumps, WebhooksConfig config) {
        pumps.run("the sending of webhooks", config.pumpEvery(), this::pumpOnce);
    }

    /** Queues what is new and starts sending what is due; does not wait for the receivers. */
    private Uni<Boolean> pumpOnce() {
        return fanOut().flatMap(queued -> startDue()).replaceWith(false);
    }

    /** Queues everything that is numbered in the event log, for every enabled endpoint; on one replica at a time. */
    public Uni<Void> fanOut() {
        return transactions
                .run(tx -> deliveries.becomeFanOut(tx).flatMap(mine -> mine ? fanOutSome(tx) : nothingLeft()))
                .flatMap(more -> more ? fanOut() : Uni.createFrom().voidItem());
    }

    /** @return whether an endpoint was behind; it may be still */
    private Uni<Boolean> fanOutSome(Tx tx) {
        return deliveries
                .lockBehind(tx)
                .flatMap(behind -> behind.isEmpty()
                        ? nothingLeft()
                        : deliveries
                                .fanOut(tx, behind, positionsAtATime(behind.size()), clock.machineInstant())
                                .replaceWith(true));
    }

    /** So that a transaction stays short, whether few endpoints are far behind or many a little. */
    private static int positionsAtATime(int endpoints) {
        return Math.max(1, Math.min(POSITIONS_AT_A_TIME, ROWS_AT_A_TIME / endpoints));
    }

    private static Uni<Boolean> nothingLeft() {
        return Uni.createFrom().item(false);
    }

    /**
     * Sends what is due: one round of at most four events to each endpoint, and waits for its end. A round may make more
     * due: a subject's next event.
     *
     * @param at real time
     * @return how many were sent, delivered or not
     */
    public Uni<Integer> deliverDue(Instant at) {
        return claim(at, IN_FLIGHT_PER_REPLICA)
                .flatMap(claimed -> claimed.isEmpty()
                        ? Uni.createFrom().item(0)
                        : Uni.join()
                                .all(claimed.stream()
                                        .map(each -> attempt(each, at))
                                        .toList())
                                .andCollectFailures()
                                .replaceWith(claimed.size()));
    }

    private Uni<Void> startDue() {
        var at = clock.machineInstant();
        return claim(at, Math.max(0, IN_FLIGHT_PER_REPLICA - inFlight.get()))
                .invoke(claimed -> claimed.forEach(each -> start(each, at)))
                .replaceWithVoid();
    }

    /** The end of one attempt makes room for the next. */
    private void start(Claimed claimed, Instant at) {
        inFlight.incrementAndGet();
        attempt(claimed, at)
                .eventually(inFlight::decrementAndGet)
                .flatMap(ended -> startDue())
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.warnf(
                                "webhook endpoint %s: an attempt's end was not taken down: %s",
                                claimed.endpoint(), failure.getClass().getSimpleName()));
    }

    private Uni<List<Claimed>> claim(Instant at, int most) {
        return transactions.run(tx -> deliveries.claim(tx, at, at.plus(lease), IN_FLIGHT_PER_ENDPOINT, most));
    }

    private Uni<Void> attempt(Claimed claimed, Instant at) {
        long startedNanos = System.nanoTime();
        var sent = claimed.message() == null
                ? Uni.createFrom().item(AttemptOutcome.failed(AttemptFailure.EVENT_EXPIRED))
                : sender.send(claimed.endpoint().url(), claimed.endpoint().secretsAt(at), claimed.message(), at);
        return sent.flatMap(outcome -> {
                    var endedAt = at.plusNanos(System.nanoTime() - startedNanos);
                    return transactions.run(tx -> recordAttempt.record(tx, claimed, outcome, endedAt));
                })
                .invoke(outcome -> meters.count(claimed.endpoint().id(), outcome))
                .replaceWithVoid();
    }
}
