package org.carepromise.kit.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.kit.webhook.WebhookDelivery.State;
import org.carepromise.kit.webhook.WebhookEndpointJson.ReplayJson;
import org.carepromise.kit.webhook.WebhookEndpointJson.WebhookChangeJson;

/** What its owner, or an admin of its sites, does with an endpoint. Anybody else's is not there. */
@ApplicationScoped
class ChangeEndpoint {

    private static final int MOST_REPLAYS = 10_000;

    private final WebhookEndpointStore endpoints;
    private final WebhookDeliveryStore deliveries;
    private final WebhooksConfig config;

    ChangeEndpoint(WebhookEndpointStore endpoints, WebhookDeliveryStore deliveries, WebhooksConfig config) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.config = config;
    }

    /** The version that a change names, in the header or in its body. */
    record Named(String ifMatch, Long inBody) {

        static Named of(String ifMatch, WebhookChangeJson body) {
            return new Named(ifMatch, body == null ? null : body.version());
        }
    }

    /** Fails with {@code not-found} where it is not there, or not the caller's. */
    Uni<WebhookEndpoint> find(SqlClient client, Caller caller, UUID id) {
        return endpoints.find(client, id).map(found -> reached(caller, found));
    }

    private Uni<WebhookEndpoint> lock(Tx tx, Caller caller, UUID id) {
        return endpoints.lock(tx, id).map(found -> reached(caller, found));
    }

    private static WebhookEndpoint reached(Caller caller, WebhookEndpoint endpoint) {
        boolean mine = endpoint != null
                && (caller.roles().contains(Role.ADMIN)
                        ? endpoint.sites().stream()
                                .allMatch(site -> caller.sites().covers(site))
                        : endpoint.owner().equals(RegisterEndpoint.ownerOf(caller)));
        if (!mine) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return endpoint;
    }

    Uni<WebhookEndpoint> replace(
            Tx tx, Caller caller, UUID id, Named named, Function<WebhookEndpoint, WebhookEndpoint> change) {
        return lock(tx, caller, id).flatMap(endpoint -> {
            Version.check(named.ifMatch(), named.inBody(), endpoint.version());
            var changed = change.apply(endpoint);
            return endpoints.replace(tx, changed).replaceWith(changed);
        });
    }

    /** What is queued for it stays, unseen, until it is pruned: an endpoint's end is one row. */
    Uni<Void> delete(Tx tx, Caller caller, UUID id, Named named) {
        return lock(tx, caller, id).flatMap(endpoint -> {
            Version.check(named.ifMatch(), named.inBody(), endpoint.version());
            return endpoints.delete(tx, id);
        });
    }

    /** @param at real time, from which the old secret has {@code secret-overlap} left */
    Uni<WebhookEndpoint> rotate(Tx tx, Caller caller, UUID id, Named named, Instant at) {
        return lock(tx, caller, id).flatMap(endpoint -> {
            Version.checkIfNamed(named.ifMatch(), named.inBody(), endpoint.version());
            return endpoints
                    .rotate(
                            tx,
                            id,
                            WebhookSignature.newSecret(),
                            at.plus(config.secretOverlap()),
                            endpoint.version() + 1)
                    .flatMap(rotated -> endpoints.find(tx.reads(), id));
        });
    }

    /** Goes on where it stopped, with the time for retries anew; one that is enabled stays as it is. */
    Uni<WebhookEndpoint> enable(Tx tx, Caller caller, UUID id, Named named, Instant at) {
        return lock(tx, caller, id).flatMap(endpoint -> {
            Version.checkIfNamed(named.ifMatch(), named.inBody(), endpoint.version());
            return endpoint.state() == EndpointState.ENABLED
                    ? Uni.createFrom().item(endpoint)
                    : tx.together(List.of(endpoints.enable(tx, id), deliveries.startOver(tx, id, at)))
                            .flatMap(enabled -> endpoints.find(tx.reads(), id));
        });
    }

    /** What is on its way stays queued; one that is disabled stays as it is. */
    Uni<WebhookEndpoint> disable(Tx tx, Caller caller, UUID id, Named named, Instant at) {
        return lock(tx, caller, id).flatMap(endpoint -> {
            Version.checkIfNamed(named.ifMatch(), named.inBody(), endpoint.version());
            return endpoint.state() == EndpointState.DISABLED
                    ? Uni.createFrom().item(endpoint)
                    : endpoints
                            .disable(tx, id, DisabledReason.BY_HAND, at)
                            .flatMap(disabled -> endpoints.find(tx.reads(), id));
        });
    }

    /** @return the delivery, on its way again; fails with {@code not-found} where the endpoint was not told of the event */
    Uni<WebhookDelivery> replay(Tx tx, Caller caller, UUID id, UUID event, Instant at) {
        return lock(tx, caller, id)
                .flatMap(endpoint -> deliveries.replay(tx, id, event, at))
                .flatMap(replayed -> deliveries.find(tx.reads(), id, event))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(HttpProblem.NOT_FOUND));
    }

    /** @return how many are on their way again: at most 10,000 at a time, the oldest first */
    Uni<Integer> replay(Tx tx, Caller caller, UUID id, ReplayJson asked, Instant at) {
        return lock(tx, caller, id)
                .flatMap(endpoint -> asked.state() == State.DEAD
                        ? deliveries.replayDead(tx, id, asked.from(), asked.to(), MOST_REPLAYS, at)
                        : deliveries.replaySpan(tx, id, asked.from(), asked.to(), MOST_REPLAYS, at));
    }
}
