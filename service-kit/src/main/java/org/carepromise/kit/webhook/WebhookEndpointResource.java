package org.carepromise.kit.webhook;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventJson;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.version.Version;
import org.carepromise.kit.webhook.ChangeEndpoint.Named;
import org.carepromise.kit.webhook.WebhookEndpointJson.NewWebhookEndpointJson;
import org.carepromise.kit.webhook.WebhookEndpointJson.ReplacementJson;
import org.carepromise.kit.webhook.WebhookEndpointJson.ReplayCountJson;
import org.carepromise.kit.webhook.WebhookEndpointJson.ReplayJson;
import org.carepromise.kit.webhook.WebhookEndpointJson.TestResultJson;
import org.carepromise.kit.webhook.WebhookEndpointJson.WebhookChangeJson;

/** Where other systems say what they want to be told of. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/{service}/webhook-endpoints")
@Tag(name = "webhooks")
@RolesAllowed({Role.INTEGRATION, Role.ADMIN, Role.SERVICE})
public class WebhookEndpointResource {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Pool pool;
    private final Transactions transactions;
    private final WebhookEndpointStore endpoints;
    private final WebhookDeliveryStore deliveries;
    private final RegisterEndpoint registerEndpoint;
    private final ChangeEndpoint changeEndpoint;
    private final WebhookSender sender;
    private final CurrentCaller caller;
    private final Once once;
    private final ProductClock clock;
    private final ObjectMapper json;
    private final String home;

    WebhookEndpointResource(
            Pool pool,
            Transactions transactions,
            WebhookEndpointStore endpoints,
            WebhookDeliveryStore deliveries,
            RegisterEndpoint registerEndpoint,
            ChangeEndpoint changeEndpoint,
            WebhookSender sender,
            CurrentCaller caller,
            Once once,
            ProductClock clock,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pool = pool;
        this.transactions = transactions;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.registerEndpoint = registerEndpoint;
        this.changeEndpoint = changeEndpoint;
        this.sender = sender;
        this.caller = caller;
        this.once = once;
        this.clock = clock;
        this.json = json;
        this.home = "/v1/" + service;
    }

    @POST
    @Operation(
            summary = "Register a webhook endpoint",
            description = "It hears of what happens from now on. The answer holds the secret, which is told once.")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = WebhookEndpointJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "webhook-url-refused",
        "webhook-site-unknown",
        "webhook-endpoint-limit",
        "webhook-endpoint-exists"
    })
    public Uni<Response> createWebhookEndpoint(@Valid @NotNull NewWebhookEndpointJson body) {
        var owner = caller.get();
        RegisterEndpoint.checkGiven(owner, body);
        var sites = registerEndpoint.sitesOf(owner, body.sites());
        return registerEndpoint
                .checkUrl(body.url())
                .flatMap(checked ->
                        once.required(owner, "createWebhookEndpoint", body.requestId(), body, tx -> registerEndpoint
                                .register(tx, owner, body, sites)
                                .map(created -> Answer.created(
                                        home + "/webhook-endpoints/" + WebhookEndpoint.ID.format(created.id()),
                                        created.version(),
                                        WebhookEndpointJson.withSecret(created)))));
    }

    @GET
    @Operation(
            summary = "List webhook endpoints",
            description = "An integration's own; for an admin those of the token's sites. Oldest first.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<WebhookEndpointJson>> listWebhookEndpoints(
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var reader = caller.get();
        boolean admin = reader.roles().contains(Role.ADMIN);
        var list = List.of("webhook-endpoints", admin ? "" : RegisterEndpoint.ownerOf(reader));
        var after = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(BEFORE_ALL);
        var rows = admin
                ? endpoints.ofSites(pool, reader.sites(), after, limit + 1)
                : endpoints.ofOwner(pool, RegisterEndpoint.ownerOf(reader), after, limit + 1);
        return rows.map(
                found -> PageJson.of(found, limit, WebhookEndpointJson::of, last -> Cursor.after(list, last.id())));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a webhook endpoint", description = "Says whether it is enabled, and why not.")
    @APIResponse(
            responseCode = "200",
            description = "The endpoint",
            content = @Content(schema = @Schema(implementation = WebhookEndpointJson.class)))
    public Uni<Response> getWebhookEndpoint(@PathParam("id") String id) {
        return changeEndpoint.find(pool, caller.get(), idOf(id)).map(WebhookEndpointResource::shown);
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Replace what a webhook endpoint asks for",
            description = "Its URL, types, sites and description. Secret and state stay.")
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = WebhookEndpointJson.class)))
    @Refuses({"version-missing", "version-stale", "webhook-url-refused", "webhook-site-unknown"})
    public Uni<Response> replaceWebhookEndpoint(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull ReplacementJson body) {
        var owner = caller.get();
        var endpoint = idOf(id);
        var sites = registerEndpoint.sitesOf(owner, body.sites());
        return changeEndpoint
                .find(pool, owner, endpoint)
                .flatMap(found -> registerEndpoint.checkUrl(body.url()))
                .flatMap(checked -> transactions.run(tx -> changeEndpoint.replace(
                        tx,
                        owner,
                        endpoint,
                        new Named(ifMatch, body.version()),
                        current -> body.applyTo(current, sites))))
                .map(WebhookEndpointResource::shown);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a webhook endpoint", description = "Nothing more is sent to it.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @Refuses({"version-missing", "version-stale"})
    public Uni<Void> deleteWebhookEndpoint(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @QueryParam("version") Long version) {
        var owner = caller.get();
        var endpoint = idOf(id);
        return transactions.run(tx -> changeEndpoint.delete(tx, owner, endpoint, new Named(ifMatch, version)));
    }

    @POST
    @Path("{id}/secret-rotation")
    @Operation(
            summary = "Give a webhook endpoint a new secret",
            description = "The answer holds it, once. The one before signs beside it for 24 hours.")
    @APIResponse(
            responseCode = "200",
            description = "Rotated",
            content = @Content(schema = @Schema(implementation = WebhookEndpointJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "version-stale"})
    public Uni<Response> rotateWebhookSecret(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid WebhookChangeJson body) {
        var owner = caller.get();
        var endpoint = idOf(id);
        return once.optional(
                owner, "rotateWebhookSecret", WebhookChangeJson.requestIdOf(body), body, tx -> changeEndpoint
                        .rotate(tx, owner, endpoint, Named.of(ifMatch, body), clock.machineInstant())
                        .map(rotated -> Answer.ok(rotated.version(), WebhookEndpointJson.withSecret(rotated))));
    }

    @POST
    @Path("{id}/enablement")
    @Operation(
            summary = "Enable a webhook endpoint",
            description = "It goes on where it stopped: with the oldest event that it has not been told of.")
    @APIResponse(
            responseCode = "200",
            description = "Enabled",
            content = @Content(schema = @Schema(implementation = WebhookEndpointJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "version-stale"})
    public Uni<Response> enableWebhookEndpoint(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid WebhookChangeJson body) {
        var owner = caller.get();
        var endpoint = idOf(id);
        return once.optional(
                owner, "enableWebhookEndpoint", WebhookChangeJson.requestIdOf(body), body, tx -> changeEndpoint
                        .enable(tx, owner, endpoint, Named.of(ifMatch, body), clock.machineInstant())
                        .map(enabled -> Answer.ok(enabled.version(), WebhookEndpointJson.of(enabled))));
    }

    @POST
    @Path("{id}/disablement")
    @Operation(
            summary = "Disable a webhook endpoint",
            description = "Events wait for it as long as the log keeps them.")
    @APIResponse(
            responseCode = "200",
            description = "Disabled",
            content = @Content(schema = @Schema(implementation = WebhookEndpointJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "version-stale"})
    public Uni<Response> disableWebhookEndpoint(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid WebhookChangeJson body) {
        var owner = caller.get();
        var endpoint = idOf(id);
        return once.optional(
                owner, "disableWebhookEndpoint", WebhookChangeJson.requestIdOf(body), body, tx -> changeEndpoint
                        .disable(tx, owner, endpoint, Named.of(ifMatch, body), clock.machineInstant())
                        .map(disabled -> Answer.ok(disabled.version(), WebhookEndpointJson.of(disabled))));
    }

    @POST
    @Path("{id}/test-event")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Send a test event to a webhook endpoint",
            description = "At once and signed, also while it is disabled; says what the receiver answered. Not stored.")
    public Uni<TestResultJson> sendWebhookTestEvent(@PathParam("id") String id) {
        return changeEndpoint.find(pool, caller.get(), idOf(id)).flatMap(this::sendTest);
    }

    private Uni<TestResultJson> sendTest(WebhookEndpoint endpoint) {
        var at = clock.machineInstant();
        var test = new EventJson(
                "1.0",
                WebhookMessage.EVENT.format(IdType.next(clock.instant())),
                home,
                "carepromise.webhook.test.v1",
                WebhookEndpoint.ID.format(endpoint.id()),
                clock.instant(),
                null, // it stands in no log
                Event.EVERYWHERE,
                MediaType.APPLICATION_JSON,
                Map.of());
        var message = WebhookMessage.of(test, json);
        return sender.send(endpoint.url(), endpoint.secretsAt(at), message, at)
                .map(outcome ->
                        new TestResultJson(message.id(), outcome.delivered(), outcome.status(), outcome.failure()));
    }

    @GET
    @Path("{id}/deliveries")
    @Operation(
            summary = "List what a webhook endpoint was told",
            description = "Newest first; with state DEAD, what was given up.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<WebhookDeliveryJson>> listWebhookDeliveries(
            @PathParam("id") String id,
            @QueryParam("state") WebhookDelivery.State state,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var endpoint = idOf(id);
        var list = List.of("webhook-deliveries", id, state == null ? "" : state);
        var before =
                Cursor.read(cursor, list, 1, keys -> Long.valueOf(keys.get(0))).orElse(Long.MAX_VALUE);
        return changeEndpoint
                .find(pool, caller.get(), endpoint)
                .flatMap(found -> deliveries.page(pool, endpoint, state, before, limit + 1))
                .map(rows ->
                        PageJson.of(rows, limit, WebhookDeliveryJson::of, last -> Cursor.after(list, last.position())));
    }

    @POST
    @Path("{id}/deliveries/{eventId}/replay")
    @Operation(
            summary = "Send an event to a webhook endpoint again",
            description = "Under its id, outside its subject's order. One still on its way in its order goes at once.")
    @APIResponse(
            responseCode = "200",
            description = "On its way",
            content = @Content(schema = @Schema(implementation = WebhookDeliveryJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress"})
    public Uni<Response> replayWebhookDelivery(
            @PathParam("id") String id, @PathParam("eventId") String eventId, @Valid WebhookChangeJson body) {
        var owner = caller.get();
        var endpoint = idOf(id);
        var event = WebhookMessage.EVENT.parse(eventId).orElseThrow(() -> Problem.of(HttpProblem.NOT_FOUND));
        return once.optional(
                owner, "replayWebhookDelivery", WebhookChangeJson.requestIdOf(body), body, tx -> changeEndpoint
                        .replay(tx, owner, endpoint, event, clock.machineInstant())
                        .map(replayed -> new Answer(200, WebhookDeliveryJson.of(replayed), null, null)));
    }

    @POST
    @Path("{id}/replays")
    @Operation(
            summary = "Send events to a webhook endpoint again",
            description = "All that were given up, or everything of a time; outside the order. 10,000 at a time, the "
                    + "oldest first.")
    @APIResponse(
            responseCode = "200",
            description = "On their way",
            content = @Content(schema = @Schema(implementation = ReplayCountJson.class)))
    @Refuses({"idempotency-key-missing", "idempotency-key-invalid", "idempotency-key-reused", "request-in-progress"})
    public Uni<Response> replayWebhookDeliveries(@PathParam("id") String id, @Valid @NotNull ReplayJson body) {
        var owner = caller.get();
        var endpoint = idOf(id);
        checkAsked(body);
        return once.required(owner, "replayWebhookDeliveries", body.requestId(), body, tx -> changeEndpoint
                .replay(tx, owner, endpoint, body, clock.machineInstant())
                .map(count -> new Answer(200, new ReplayCountJson(count), null, null)));
    }

    private static void checkAsked(ReplayJson body) {
        if (body.state() != null && body.state() != WebhookDelivery.State.DEAD) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("#/state", "DEAD, or left out");
        }
        if (body.state() == null && (body.from() == null || body.to() == null)) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("#/from", "from and to, or state");
        }
    }

    private static UUID idOf(String text) {
        return WebhookEndpoint.ID.parse(text).orElseThrow(() -> Problem.of(HttpProblem.NOT_FOUND));
    }

    private static Response shown(WebhookEndpoint endpoint) {
        return Response.ok(WebhookEndpointJson.of(endpoint))
                .header(HttpHeaders.ETAG, Version.etag(endpoint.version()))
                .build();
    }
}
