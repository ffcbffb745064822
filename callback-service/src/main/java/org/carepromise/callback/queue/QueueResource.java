package org.carepromise.callback.queue;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.Ids;
import org.carepromise.callback.queue.QueueJson.DialJson;
import org.carepromise.callback.queue.QueueJson.IdentityCheckJson;
import org.carepromise.callback.queue.QueueJson.LeaseRenewalJson;
import org.carepromise.callback.queue.QueueJson.NewAttemptJson;
import org.carepromise.callback.queue.QueueJson.NewDialJson;
import org.carepromise.callback.queue.QueueJson.NewIdentityCheckJson;
import org.carepromise.callback.queue.QueueJson.NextCallbackJson;
import org.carepromise.callback.request.CallbackJson;
import org.carepromise.callback.request.ShownCallbacks;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.version.Version;

/** What agents do with callbacks. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/callbacks")
@Tag(name = "callback-queue")
@RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
public class QueueResource {

    private final TakeNext takeNext;
    private final KeepLease keepLease;
    private final ReportAttempt reportAttempt;
    private final CheckIdentity checkIdentity;
    private final RequestDial requestDial;
    private final ShownCallbacks shown;
    private final Transactions transactions;
    private final CurrentCaller caller;
    private final Once once;

    QueueResource(
            TakeNext takeNext,
            KeepLease keepLease,
            ReportAttempt reportAttempt,
            CheckIdentity checkIdentity,
            RequestDial requestDial,
            ShownCallbacks shown,
            Transactions transactions,
            CurrentCaller caller,
            Once once) {
        this.takeNext = takeNext;
        this.keepLease = keepLease;
        this.reportAttempt = reportAttempt;
        this.checkIdentity = checkIdentity;
        this.requestDial = requestDial;
        this.shown = shown;
        this.transactions = transactions;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Path("next")
    @Operation(
            summary = "Take whoever is to be called next",
            description =
                    "Whoever a supervisor gave to this agent, or put first; then first attempts by their promise, then"
                            + " retries that are due, of those the agent can serve and who may be called at this hour where they"
                            + " are. It is the agent's until leaseUntil: renew before, or it goes back to its place. Each call takes"
                            + " another one.")
    @APIResponse(
            responseCode = "200",
            description = "Taken",
            content = @Content(schema = @Schema(implementation = CallbackJson.class)))
    @APIResponse(responseCode = "204", description = "Nobody is to be called now")
    @Refuses("site-unknown")
    public Uni<Response> takeNextCallback(@Valid @NotNull NextCallbackJson body) {
        var asking = caller.get();
        return transactions
                .run(tx -> takeNext.take(tx, asking, body)
                        .flatMap(taken ->
                                taken == null ? Uni.createFrom().<CallbackJson>nullItem() : shown.leased(tx, taken)))
                .map(taken -> taken == null ? Response.noContent().build() : answered(taken));
    }

    @POST
    @Path("{id}/lease")
    @Operation(
            summary = "Renew the lease of a callback",
            description =
                    "Sent while the agent works on it. With startedAt it also says that the agent has begun to dial:"
                            + " the promise counts as kept at that instant, however long the call takes.")
    @APIResponse(
            responseCode = "200",
            description = "Renewed",
            content = @Content(schema = @Schema(implementation = CallbackJson.class)))
    @Refuses({"lease-lost", "attempt-time-invalid"})
    public Uni<Response> renewCallbackLease(@PathParam("id") String id, @Valid @NotNull LeaseRenewalJson body) {
        var asking = caller.get();
        var callback = Ids.inPath(Ids.CALLBACK, id);
        return transactions
                .run(tx -> keepLease.renew(tx, asking, callback, body).flatMap(renewed -> shown.leased(tx, renewed)))
                .map(QueueResource::answered);
    }

    @POST
    @Path("{id}/attempts")
    @Operation(
            summary = "Report how an attempt ended",
            description =
                    "Ends the lease. A patient who did not answer is tried again by policy, and told when it was in"
                            + " vain. The first attempt keeps the promise if it started in time. A patient counts as reached"
                            + " only after an identity check that passed under this lease. The telephony names the dial"
                            + " instead of the lease's token.")
    @APIResponse(
            responseCode = "200",
            description = "Noted",
            content = @Content(schema = @Schema(implementation = CallbackJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "lease-unnamed",
        "lease-lost",
        "attempt-time-invalid",
        "identity-unchecked"
    })
    public Uni<Response> reportCallbackAttempt(@PathParam("id") String id, @Valid @NotNull NewAttemptJson body) {
        var asking = caller.get();
        var callback = Ids.inPath(Ids.CALLBACK, id);
        return once.required(asking, "reportCallbackAttempt", body.requestId(), body, tx -> reportAttempt
                .report(tx, asking, callback, body)
                .flatMap(after -> shown.one(tx, after).map(json -> Answer.ok(after.version(), json))));
    }

    @POST
    @Path("{id}/identity-check")
    @Operation(
            summary = "Record a check of who is on the phone",
            description =
                    "Before anything is said that only the patient may hear: which two or more kinds of identifiers"
                            + " were asked for and whether they were right, never their values. The last check under the lease"
                            + " counts.")
    @APIResponse(
            responseCode = "200",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = IdentityCheckJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "lease-lost",
        "identifiers-too-few"
    })
    public Uni<Response> checkCallbackIdentity(@PathParam("id") String id, @Valid @NotNull NewIdentityCheckJson body) {
        var asking = caller.get();
        var callback = Ids.inPath(Ids.CALLBACK, id);
        return once.optional(asking, "checkCallbackIdentity", null, body, tx -> checkIdentity
                .check(tx, asking, callback, body)
                .map(checked -> Answer.ok(
                        checked.callback().version(),
                        new IdentityCheckJson(body.identifiers(), body.result(), checked.at()))));
    }

    @POST
    @Path("{id}/dial")
    @Operation(
            summary = "Ask the telephony to call",
            description =
                    "Publishes carepromise.callback.dial-requested.v1 with the callback and the dial, and no number: the"
                            + " telephony reads the callback with its own token, and reports the attempt by dialId.")
    @APIResponse(
            responseCode = "200",
            description = "Asked",
            content = @Content(schema = @Schema(implementation = DialJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "lease-lost"
    })
    public Uni<Response> requestCallbackDial(@PathParam("id") String id, @Valid @NotNull NewDialJson body) {
        var asking = caller.get();
        var callback = Ids.inPath(Ids.CALLBACK, id);
        return once.required(asking, "requestCallbackDial", body.requestId(), body, tx -> requestDial
                .request(tx, asking, callback, body.leaseToken())
                .map(dial -> Answer.ok(dial.callback().version(), new DialJson(dial.id(), dial.requestedAt()))));
    }

    private static Response answered(CallbackJson json) {
        return Response.ok(json)
                .header(HttpHeaders.ETAG, Version.etag(json.version()))
                .build();
    }
}
