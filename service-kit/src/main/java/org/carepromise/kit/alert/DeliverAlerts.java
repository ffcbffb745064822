package org.carepromise.kit.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import org.carepromise.kit.channel.Channel;
import org.carepromise.kit.channel.Channels;
import org.carepromise.kit.channel.Outgoing;
import org.carepromise.kit.channel.Receipt;
import org.carepromise.kit.pump.Pumps;
import org.carepromise.kit.testclock.ClockFollower;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Sends what alerts have decided, outside any transaction, at least once under one key. A message that does not get
 * through passes its alert on at once, without waiting for an answer that cannot come.
 */
@ApplicationScoped
class DeliverAlerts implements ClockFollower {

    private static final Logger LOG = Logger.getLogger(DeliverAlerts.class);

    private static final int BATCH = 50;
    private static final int AT_A_TIME = 8;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Transactions transactions;
    private final AlertStore store;
    private final AnswerAlert answer;
    private final Channels channels;
    private final ProductClock clock;
    private final AlertsConfig config;
    private final MeterRegistry meters;
    private final String service;

    DeliverAlerts(
            Transactions transactions,
            AlertStore store,
            AnswerAlert answer,
            Channels channels,
            ProductClock clock,
            AlertsConfig config,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.transactions = transactions;
        this.store = store;
        this.answer = answer;
        this.channels = channels;
        this.clock = clock;
        this.config = config;
        this.meters = meters;
        this.service = service;
    }

    void start(@Observes StartupEvent start, Pumps pumps) {
        pumps.run("the alerts' delivery", PAUSE, () -> deliverDue(clock.machineInstant()));
    }

    /** A sandbox's clock that has arrived finds its inbox filled. Elsewhere the pump alone waits for receivers. */
    @Override
    public Uni<Void> arriveAt(Instant now) {
        return deliverDue(clock.machineInstant())
                .flatMap(more -> more ? arriveAt(now) : Uni.createFrom().voidItem());
    }

    @Override
    public boolean arrivesAtStart() {
        return false;
    }

    /**
     * Sends one batch.
     *
     * @param at by the machine's time
     * @return whether there is probably more
     */
    Uni<Boolean> deliverDue(Instant at) {
        var againAt = at.plus(config.deliveryWithin().multipliedBy(2));
        return transactions
                .run(tx -> store.claimDeliveries(tx, at, againAt, BATCH))
                .flatMap(claimed -> Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUni(each -> deliver(each, at))
                        .merge(AT_A_TIME)
                        .collect()
                        .last()
                        .replaceWith(claimed.size() == BATCH));
    }

    private Uni<Void> deliver(AlertStore.Outbound each, Instant at) {
        return channels.send(message(each), each.step().at())
                .ifNoItem()
                .after(config.deliveryWithin())
                .recoverWithItem((Receipt) null)
                .flatMap(receipt -> transactions.run(tx -> record(tx, each, receipt, at)));
    }

    private Uni<Void> record(Tx tx, AlertStore.Outbound each, Receipt receipt, Instant at) {
        var step = each.step();
        if (receipt != null && receipt.outcome() == Receipt.Outcome.SENT) {
            return ended(tx, step, AlertStep.Delivery.DELIVERED).replaceWithVoid();
        }
        boolean forGood = receipt != null && receipt.outcome() == Receipt.Outcome.REFUSED_FOR_GOOD;
        if (!forGood && step.tries() < config.deliveryTries()) {
            var pause = config.deliveryRetryAfter().multipliedBy(1L << (step.tries() - 1));
            return store.delivery(tx, step, AlertStep.Delivery.PENDING, at.plus(pause))
                    .replaceWithVoid();
        }
        // The alert first: the order of locks is subject, then what belongs to it.
        return store.lock(tx, step.alert()).flatMap(alert -> ended(tx, step, AlertStep.Delivery.GIVEN_UP)
                .flatMap(counts ->
                        counts ? givenUp(tx, alert, step) : Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> ended(Tx tx, AlertStep step, AlertStep.Delivery outcome) {
        return store.delivery(tx, step, outcome, step.at()).invoke(counts -> {
            if (counts) {
                meters.counter(
                                "carepromise.alerts.deliveries",
                                "channel",
                                step.contact().channel().name(),
                                "outcome",
                                outcome.name())
                        .increment();
            }
        });
    }

    private Uni<Void> givenUp(Tx tx, Alert alert, AlertStep step) {
        boolean passesOn = alert.step() == step.step() && !alert.isAcknowledged() && !step.isToLastResort();
        LOG.errorf(
                "alert %s cannot be delivered by %s in step %d; %s",
                alert.id(),
                step.contact().channel(),
                step.step(),
                passesOn
                        ? "it passes on at once"
                        : step.isToLastResort() ? "that was the last resort" : "it has moved on");
        return passesOn
                ? answer.cutShort(tx, alert).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** Ids, kind and site: what it is about is read behind the link, by those who may. */
    private Outgoing message(AlertStore.Outbound each) {
        var step = each.step();
        var id = Alert.ID.format(step.alert());
        var what = each.kind().replace('-', ' ').toUpperCase(Locale.ROOT);
        return new Outgoing(
                step.key(),
                "alert",
                Channel.valueOf(step.contact().channel().name()),
                step.contact().address(),
                "Alert at " + each.site() + ": " + what,
                what + " at " + each.site() + ". Please acknowledge alert " + id + ": /v1/" + service + "/alerts/"
                        + id);
    }
}
