package org.carepromise.callback.desk;

import java.util.function.Function;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.Ids;
import org.carepromise.callback.desk.DeskJson.NewAssignmentJson;
import org.carepromise.callback.desk.DeskJson.NewPriorityJson;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackJson;
import org.carepromise.callback.request.ShownCallbacks;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.tx.Tx;

/** What supervisors do with one callback. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/callbacks/{id}")
@Tag(name = "callback-queue")
@RolesAllowed({Role.SUPERVISOR, Role.CLINICAL_LEAD, Role.ADMIN})
public class SupervisionResource {

    private final TakeBackLease takeBackLease;
    private final AssignCallback assignCallback;
    private final PutCallbackFirst putCallbackFirst;
    private final ShownCallbacks shown;
    private final CurrentCaller caller;
    private final Once once;

    SupervisionResource(
            TakeBackLease takeBackLease,
            AssignCallback assignCallback,
            PutCallbackFirst putCallbackFirst,
            ShownCallbacks shown,
            CurrentCaller caller,
            Once once) {
        this.takeBackLease = takeBackLease;
        this.assignCallback = assignCallback;
        this.putCallbackFirst = putCallbackFirst;
        this.shown = shown;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Path("lease-revocation")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Take a callback back from its agent",
            description =
                    "It goes back to its place, and what the agent still reports is refused. Where the agent had said"
                            + " that the first attempt has begun it waits as a retry does, since the promise is kept.")
    @APIResponse(
            responseCode = "200",
            description = "Taken back",
            content = @Content(schema = @Schema(implementation = CallbackJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "not-found",
        "callback-not-held"
    })
    public Uni<Response> revokeCallbackLease(@PathParam("id") String id) {
        var asking = caller.get();
        var callback = Ids.inPath(Ids.CALLBACK, id);
        return changed("revokeCallbackLease", id, tx -> takeBackLease.takeBack(tx, asking, callback));
    }

    @POST
    @Path("assignment")
    @Operation(
            summary = "Give a callback to one agent",
            description =
                    "Also from another who has it. It is that agent's next, whatever they can do, and for a quarter of"
                            + " an hour nobody else's; then it is anybody's again, so that nobody strands it.")
    @APIResponse(
            responseCode = "200",
            description = "Given",
            content = @Content(schema = @Schema(implementation = CallbackJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "not-found",
        "callback-not-waiting"
    })
    public Uni<Response> assignCallback(@PathParam("id") String id, @Valid @NotNull NewAssignmentJson body) {
        var asking = caller.get();
        var callback = Ids.inPath(Ids.CALLBACK, id);
        return changed("assignCallback", body, tx -> assignCallback.assign(tx, asking, callback, body.agent()));
    }

    @POST
    @Path("priority")
    @RolesAllowed({Role.SUPERVISOR, Role.CLINICAL_LEAD, Role.ADMIN, Role.SERVICE})
    @Operation(
            summary = "Put a callback first",
            description = "Before all others of those who can serve it, not before the patient may be called, for one"
                    + " attempt. Of several the one that was put first earliest comes first.")
    @APIResponse(
            responseCode = "200",
            description = "Put first",
            content = @Content(schema = @Schema(implementation = CallbackJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "not-found",
        "callback-not-waiting"
    })
    public Uni<Response> putCallbackFirst(@PathParam("id") String id, @Valid @NotNull NewPriorityJson body) {
        var asking = caller.get();
        var callback = Ids.inPath(Ids.CALLBACK, id);
        return changed("putCallbackFirst", body, tx -> putCallbackFirst.putFirst(tx, asking, callback, body.reason()));
    }

    private Uni<Response> changed(String operation, Object body, Function<Tx, Uni<Callback>> change) {
        return once.optional(caller.get(), operation, null, body, tx -> change.apply(tx)
                .flatMap(after -> shown.one(tx, after).map(json -> Answer.ok(after.version(), json))));
    }
}
