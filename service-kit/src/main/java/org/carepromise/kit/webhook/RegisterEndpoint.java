package org.carepromise.kit.webhook;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.webhook.WebhookEndpointJson.NewWebhookEndpointJson;

/** Takes a new endpoint in. Its URL is checked before the transaction, since that asks for the name's addresses. */
@ApplicationScoped
class RegisterEndpoint {

    private static final String ALL_SITES = "*";

    private final AddressGuard guard;
    private final Sites sites;
    private final WebhookEndpointStore store;
    private final WebhooksConfig config;

    RegisterEndpoint(AddressGuard guard, Sites sites, WebhookEndpointStore store, WebhooksConfig config) {
        this.guard = guard;
        this.sites = sites;
        this.store = store;
        this.config = config;
    }

    /** Whose an endpoint is: the token's, and where one service asks for somebody, that one's. */
    static String ownerOf(Caller caller) {
        return caller.roles().contains(Role.SERVICE) ? caller.person() : caller.subject();
    }

    /** Fails with {@code request-invalid} where the URL is none, {@code webhook-url-refused} where nothing is sent to it. */
    Uni<Void> checkUrl(String text) {
        var url = WebhookUrl.parse(text)
                .orElseThrow(() -> Problem.of(HttpProblem.REQUEST_INVALID).at("#/url", "a URL with a host"));
        return guard.addressOf(url)
                .onFailure(UrlRefused.class)
                .transform(failure -> refusal(((UrlRefused) failure).refusal()))
                .replaceWithVoid();
    }

    private static Problem refusal(AddressRefusal refusal) {
        return Problem.of(WebhookProblem.WEBHOOK_URL_REFUSED, refusal.detail())
                .at("#/url", "a URL on the internet")
                .with("reason", refusal.reason());
    }

    /**
     * The sites that an endpoint hears of.
     *
     * @param named in the body, or null for all of the token's
     * @throws Problem {@code webhook-site-unknown}, {@code forbidden} where the token does not reach one
     */
    List<String> sitesOf(Caller caller, List<String> named) {
        if (named == null || named.isEmpty()) {
            return caller.sites().all()
                    ? List.of(ALL_SITES)
                    : caller.sites().names().stream().sorted().toList();
        }
        for (var site : named) {
            caller.checkCovers(site);
            if (!site.equals(ALL_SITES) && sites.find(site).isEmpty()) {
                throw Problem.of(WebhookProblem.WEBHOOK_SITE_UNKNOWN).at("#/sites", "one of GET /v1/sites");
            }
        }
        return List.copyOf(Set.copyOf(named)).stream().sorted().toList();
    }

    /** @throws Problem {@code request-invalid} where somebody other than a service gives an id or a secret */
    static void checkGiven(Caller caller, NewWebhookEndpointJson body) {
        if ((body.id() != null || body.secret() != null) && !caller.roles().contains(Role.SERVICE)) {
            throw Problem.of(HttpProblem.REQUEST_INVALID)
                    .at(body.id() == null ? "#/secret" : "#/id", "left out: it is given by us");
        }
    }

    Uni<WebhookEndpoint> register(Tx tx, Caller caller, NewWebhookEndpointJson body, List<String> ofSites) {
        var id = body.id() == null
                ? IdType.next(tx.now())
                : WebhookEndpoint.ID.parse(body.id()).orElseThrow(() -> Problem.of(HttpProblem.REQUEST_INVALID)
                        .at("#/id", "an id beginning whe_"));
        var endpoint = endpoint(id, ownerOf(caller), body, ofSites, tx);
        return store.lockCountOf(tx, endpoint.owner())
                .invoke(count -> {
                    if (count >= config.endpointsPerOwner()) {
                        throw Problem.of(WebhookProblem.WEBHOOK_ENDPOINT_LIMIT)
                                .with("limit", config.endpointsPerOwner());
                    }
                })
                .flatMap(counted -> store.insert(tx, endpoint))
                .onFailure(Constraints.refusedBy(WebhookEndpointStore.ID_FREE))
                .transform(taken -> Problem.of(WebhookProblem.WEBHOOK_ENDPOINT_EXISTS))
                .replaceWith(endpoint);
    }

    private static WebhookEndpoint endpoint(
            UUID id, String owner, NewWebhookEndpointJson body, List<String> ofSites, Tx tx) {
        return new WebhookEndpoint(
                id,
                owner,
                body.url(),
                body.typesOrAll(),
                ofSites,
                body.description(),
                body.secret() == null ? WebhookSignature.newSecret() : body.secret(),
                null,
                null,
                EndpointState.ENABLED,
                null,
                null,
                null,
                tx.now(),
                1);
    }
}
