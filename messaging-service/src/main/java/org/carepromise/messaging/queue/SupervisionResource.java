package org.carepromise.messaging.queue;

import java.util.UUID;
import java.util.function.BiFunction;

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

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.queue.QueueJson.NewAssignmentJson;
import org.carepromise.messaging.queue.QueueJson.NewPriorityJson;
import org.carepromise.messaging.thread.MessageThread;
import org.carepromise.messaging.thread.ShownThreads;
import org.carepromise.messaging.thread.ThreadJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/threads/{id}")
@Tag(name = "thread-queues")
@RolesAllowed({Role.SUPERVISOR, Role.CLINICAL_LEAD, Role.ADMIN})
public class SupervisionResource {

    private final SetAside setAside;
    private final ShownThreads shown;
    private final CurrentCaller caller;
    private final Once once;

    SupervisionResource(SetAside setAside, ShownThreads shown, CurrentCaller caller, Once once) {
        this.setAside = setAside;
        this.shown = shown;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Path("lease-revocation")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Take a thread back from its agent",
            description = "It goes back to its place, and the lease is void.")
    @APIResponse(
            responseCode = "200",
            description = "Taken back",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "thread-not-held"})
    public Uni<Response> revokeThreadLease(@PathParam("id") String id) {
        return changed("revokeThreadLease", id, id, (tx, thread) -> setAside.takeBack(tx, caller.get(), thread));
    }

    @POST
    @Path("assignment")
    @Operation(
            summary = "Give a thread to one agent",
            description =
                    "Also from another who has it. What is urgent is put first instead, so that nobody strands it.")
    @APIResponse(
            responseCode = "200",
            description = "Given",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "thread-not-waiting"})
    public Uni<Response> assignThread(@PathParam("id") String id, @Valid @NotNull NewAssignmentJson body) {
        return changed(
                "assignThread",
                id,
                body,
                (tx, thread) -> setAside.assign(tx, caller.get(), thread, body.agent(), body.reason()));
    }

    @POST
    @Path("priority")
    @Operation(summary = "Put a thread first", description = "Before all others of its pool but emergencies.")
    @APIResponse(
            responseCode = "200",
            description = "Put first",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "thread-not-waiting"})
    public Uni<Response> putThreadFirst(@PathParam("id") String id, @Valid @NotNull NewPriorityJson body) {
        return changed(
                "putThreadFirst", id, body, (tx, thread) -> setAside.putFirst(tx, caller.get(), thread, body.reason()));
    }

    private Uni<Response> changed(
            String operation, String id, Object body, BiFunction<Tx, UUID, Uni<MessageThread>> change) {
        var asking = caller.get();
        var thread = Ids.inPath(Ids.THREAD, id);
        return once.optional(asking, operation, null, body, tx -> change.apply(tx, thread)
                .flatMap(after -> shown.one(tx, asking, after).map(json -> Answer.ok(after.version(), json))));
    }
}
