package org.carepromise.kit.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.webhook.WebhookDelivery.Claimed;
import org.carepromise.kit.webhook.WebhookDelivery.State;
import org.carepromise.kit.webhook.WebhookMeters.Outcome;

/** Takes down how an attempt ended and what follows: the subject's next event, a retry, the end, a disabled endpoint. */
@ApplicationScoped
class RecordAttempt {

    private static final Logger LOG = Logger.getLogger(RecordAttempt.class);

    private final WebhookEndpointStore endpoints;
    private final WebhookDeliveryStore deliveries;
    private final EventLog events;
    private final WebhooksConfig config;
    private final RetryPlan plan;
    private final RandomGenerator random = RandomGenerator.getDefault();

    RecordAttempt(
            WebhookEndpointStore endpoints, WebhookDeliveryStore deliveries, EventLog events, WebhooksConfig config) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.events = events;
        this.config = config;
        this.plan = new RetryPlan(config.retryWithin());
    }

    /**
     * @param at when the attempt ended, by real time
     * @return what it counts as
     */
    Uni<Outcome> record(Tx tx, Claimed claimed, AttemptOutcome outcome, Instant at) {
        return endpoints.lock(tx, claimed.endpoint().id()).flatMap(endpoint -> {
            if (endpoint == null) {
                return Uni.createFrom().item(Outcome.LATE);
            }
            return outcome.delivered()
                    ? delivered(tx, claimed, outcome, at)
                    : failed(tx, endpoint, claimed, outcome, at);
        });
    }

    private Uni<Outcome> delivered(Tx tx, Claimed claimed, AttemptOutcome outcome, Instant at) {
        return deliveries.end(tx, claimed, State.DELIVERED, outcome, at).map(counts -> {
            if (!counts) {
                return Outcome.LATE;
            }
            tx.withCommit(
                    deliveries.letNextGo(tx, claimed.endpoint().id(), claimed.subject(), at),
                    endpoints.works(tx, claimed.endpoint().id()));
            return Outcome.DELIVERED;
        });
    }

    private Uni<Outcome> failed(Tx tx, WebhookEndpoint endpoint, Claimed claimed, AttemptOutcome outcome, Instant at) {
        if (outcome.failure() == AttemptFailure.EVENT_EXPIRED) {
            return dead(tx, claimed, outcome, at);
        }
        if (outcome.receiverIsGone()) {
            // The event itself is kept: enabled again, the endpoint goes on with it.
            return retried(tx, claimed, outcome, at)
                    .call(counted -> counted == Outcome.LATE
                            ? Uni.createFrom().voidItem()
                            : disable(tx, endpoint, DisabledReason.GONE, at));
        }
        var retryAfter = RetryPlan.retryAfter(outcome.retryAfter(), at);
        var next = plan.next(claimed.firstAttemptAt(), at, claimed.failures() + 1, retryAfter, random);
        var taken = next.isPresent() ? retried(tx, claimed, outcome, next.get()) : dead(tx, claimed, outcome, at);
        return taken.call(counted -> counted == Outcome.LATE
                ? Uni.createFrom().voidItem()
                : afterFailure(tx, endpoint, retryAfter == null ? null : at.plus(retryAfter), at));
    }

    private Uni<Outcome> retried(Tx tx, Claimed claimed, AttemptOutcome outcome, Instant dueAt) {
        return deliveries.retry(tx, claimed, outcome, dueAt).map(counts -> counts ? Outcome.FAILED : Outcome.LATE);
    }

    private Uni<Outcome> dead(Tx tx, Claimed claimed, AttemptOutcome outcome, Instant at) {
        return deliveries.end(tx, claimed, State.DEAD, outcome, at).flatMap(counts -> {
            if (!counts) {
                return Uni.createFrom().item(Outcome.LATE);
            }
            var event = WebhookMessage.EVENT.format(claimed.event());
            LOG.warnf("webhook endpoint %s: event %s is given up", claimed.endpoint(), event);
            return tx.together(List.of(
                            deliveries.letNextGo(tx, claimed.endpoint().id(), claimed.subject(), at),
                            append(
                                    tx,
                                    "carepromise.webhook-delivery.died.v1",
                                    claimed.endpoint(),
                                    Map.of("eventId", event, "attempts", claimed.attempt()))))
                    .replaceWith(Outcome.DEAD);
        });
    }

    private Uni<?> afterFailure(Tx tx, WebhookEndpoint endpoint, Instant notBefore, Instant at) {
        if (endpoint.state() == EndpointState.ENABLED
                && endpoint.failingSince() != null
                && !endpoint.failingSince().plus(config.disableAfter()).isAfter(at)) {
            return disable(tx, endpoint, DisabledReason.FAILING, at);
        }
        return notBefore == null
                ? endpoints.fails(tx, endpoint.id(), at)
                : tx.together(
                        List.of(endpoints.fails(tx, endpoint.id(), at), endpoints.pause(tx, endpoint.id(), notBefore)));
    }

    private Uni<Void> disable(Tx tx, WebhookEndpoint endpoint, DisabledReason reason, Instant at) {
        if (endpoint.state() == EndpointState.DISABLED) {
            return Uni.createFrom().voidItem();
        }
        LOG.warnf("webhook endpoint %s is disabled: %s", endpoint, reason);
        return tx.together(List.of(
                endpoints.disable(tx, endpoint.id(), reason, at),
                append(tx, "carepromise.webhook-endpoint.disabled.v1", endpoint, Map.of("reason", reason.name()))));
    }

    private Uni<Void> append(Tx tx, String type, WebhookEndpoint endpoint, Map<String, Object> data) {
        return events.append(
                tx, Event.of(type, WebhookEndpoint.ID.format(endpoint.id()), Event.EVERYWHERE, tx.now(), data));
    }
}
