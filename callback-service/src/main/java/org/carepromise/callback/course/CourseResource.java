package org.carepromise.callback.course;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
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
import org.carepromise.callback.course.CourseJson.CancellationJson;
import org.carepromise.callback.course.CourseJson.MoveJson;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackJson;
import org.carepromise.callback.request.ShownCallbacks;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.tx.Tx;

/** What patients, and staff for them, do with a callback that waits. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/callbacks/{id}")
@Tag(name = "callbacks")
@RolesAllowed({
    Role.PATIENT,
    Role.PORTAL,
    Role.AGENT,
    Role.NURSE,
    Role.CLINICAL_LEAD,
    Role.SUPERVISOR,
    Role.ADMIN,
    Role.INTEGRATION
})
public class CourseResource {

    private final CancelCallback cancelCallback;
    private final MoveCallback moveCallback;
    private final ShownCallbacks shown;
    private final CurrentCaller caller;
    private final Once once;

    CourseResource(
            CancelCallback cancelCallback,
            MoveCallback moveCallback,
            ShownCallbacks shown,
            CurrentCaller caller,
            Once once) {
        this.cancelCallback = cancelCallback;
        this.moveCallback = moveCallback;
        this.shown = shown;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Path("cancellation")
    @Operation(
            summary = "Cancel a callback",
            description = "Nobody is called any more. A promise that is not broken by then counts for nothing; one that"
                    + " is stays broken. Not while an agent has it, who may be dialling.")
    @APIResponse(
            responseCode = "200",
            description = "Cancelled",
            content = @Content(schema = @Schema(implementation = CallbackJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "callback-ended",
        "callback-being-called"
    })
    public Uni<Response> cancelCallback(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull CancellationJson body) {
        var asking = caller.get();
        var callback = Ids.inPath(Ids.CALLBACK, id);
        return once.optional(asking, "cancelCallback", body.requestId(), body, tx -> cancelCallback
                .cancel(tx, asking, callback, body, ifMatch)
                .flatMap(cancelled -> answer(tx, cancelled)));
    }

    @POST
    @Path("window")
    @Operation(
            summary = "Move a callback to another time",
            description =
                    "All or nothing, under the same id, and only to what the rostered agents can keep. The promise"
                            + " of before is withdrawn, unless it is broken, and a new one made; links of before are over. A callback"
                            + " that was tried in vain may be moved too. Not while an agent has it.")
    @APIResponse(
            responseCode = "200",
            description = "Moved",
            content = @Content(schema = @Schema(implementation = CallbackJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "callback-ended",
        "callback-being-called",
        "window-invalid",
        "window-in-past",
        "outside-calling-hours",
        "promise-capacity-exhausted"
    })
    public Uni<Response> moveCallback(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull MoveJson body) {
        var asking = caller.get();
        var callback = Ids.inPath(Ids.CALLBACK, id);
        return once.optional(asking, "moveCallback", body.requestId(), body, tx -> moveCallback
                .move(tx, asking, callback, body, ifMatch)
                .flatMap(moved -> answer(tx, moved)));
    }

    private Uni<Answer> answer(Tx tx, Callback callback) {
        return shown.one(tx, callback).map(json -> Answer.ok(callback.version(), json));
    }
}
