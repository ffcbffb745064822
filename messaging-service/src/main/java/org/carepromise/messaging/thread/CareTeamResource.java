package org.carepromise.messaging.thread;

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
import org.carepromise.messaging.thread.MessageJson.NewCallJson;
import org.carepromise.messaging.thread.MessageJson.NewClosureJson;
import org.carepromise.messaging.thread.MessageJson.NewQuestionJson;
import org.carepromise.messaging.thread.MessageJson.NewTriageJson;
import org.carepromise.triage.Lane;

/** What staff do with a thread, beside answering it. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/threads/{id}")
@Tag(name = "threads")
@RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
public class CareTeamResource {

    private final AnswerThread answerThread;
    private final RetriageThread retriageThread;
    private final CloseThread closeThread;
    private final ShownThreads shown;
    private final CurrentCaller caller;
    private final Once once;

    CareTeamResource(
            AnswerThread answerThread,
            RetriageThread retriageThread,
            CloseThread closeThread,
            ShownThreads shown,
            CurrentCaller caller,
            Once once) {
        this.answerThread = answerThread;
        this.retriageThread = retriageThread;
        this.closeThread = closeThread;
        this.shown = shown;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Path("triage")
    @RolesAllowed({Role.NURSE, Role.CLINICAL_LEAD})
    @Operation(
            summary = "Put a thread into another lane",
            description =
                    "By a clinician, who says why. Raised, the earlier of the old limit and the new lane's from now"
                            + " on binds, and the thread is at once in the clinical queue; lowered, the limit counts from receipt."
                            + " A breach that happened stands.")
    @APIResponse(
            responseCode = "200",
            description = "In the other lane",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "thread-not-waiting",
        "thread-held",
        "lane-unchanged"
    })
    public Uni<Response> retriageThread(@PathParam("id") String id, @Valid @NotNull NewTriageJson body) {
        var emergency = body.lane() == Lane.URGENT && Boolean.TRUE.equals(body.emergencySign());
        return changed(
                "retriageThread",
                id,
                body,
                (tx, thread) ->
                        retriageThread.retriage(tx, caller.get(), thread, body.lane(), emergency, body.reason()));
    }

    @POST
    @Path("pause")
    @Operation(
            summary = "Ask the patient, and stop the clock",
            description = "A question is no answer; the clock goes on with what was left when the patient writes. Only"
                    + " what is routine pauses.")
    @APIResponse(
            responseCode = "200",
            description = "Asked",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "thread-not-waiting",
        "thread-held",
        "thread-overdue",
        "urgent-never-pauses"
    })
    public Uni<Response> pauseThread(@PathParam("id") String id, @Valid @NotNull NewQuestionJson body) {
        return changed(
                "pauseThread", id, body, (tx, thread) -> answerThread.pause(tx, caller.get(), thread, body.question()));
    }

    @POST
    @Path("resumption")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Let the clock go on", description = "With what was left, without waiting for the patient.")
    @APIResponse(
            responseCode = "200",
            description = "Goes on",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "thread-not-paused"})
    public Uni<Response> resumeThread(@PathParam("id") String id) {
        return changed("resumeThread", id, id, (tx, thread) -> answerThread.resume(tx, caller.get(), thread));
    }

    @POST
    @Path("calls")
    @Operation(
            summary = "Log a call to the patient",
            description = "A patient who was reached is answered; one who was not still waits.")
    @APIResponse(
            responseCode = "200",
            description = "Logged",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "thread-held"
    })
    public Uni<Response> logThreadCall(@PathParam("id") String id, @Valid @NotNull NewCallJson body) {
        var asking = caller.get();
        var thread = Ids.inPath(Ids.THREAD, id);
        return once.required(asking, "logThreadCall", body.requestId(), body, tx -> answerThread
                .called(tx, asking, thread, body.reached(), body.note())
                .flatMap(after -> shown.one(tx, asking, after).map(json -> Answer.ok(after.version(), json))));
    }

    @POST
    @Path("closure")
    @Operation(
            summary = "Close a thread",
            description = "Where nothing is to be answered, or everything is. What is urgent is answered first.")
    @APIResponse(
            responseCode = "200",
            description = "Closed",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "thread-held",
        "thread-unanswered"
    })
    public Uni<Response> closeThread(@PathParam("id") String id, @Valid @NotNull NewClosureJson body) {
        return changed(
                "closeThread", id, body, (tx, thread) -> closeThread.close(tx, caller.get(), thread, body.reason()));
    }

    private Uni<Response> changed(
            String operation, String id, Object body, BiFunction<Tx, UUID, Uni<MessageThread>> change) {
        var asking = caller.get();
        var thread = Ids.inPath(Ids.THREAD, id);
        return once.optional(asking, operation, null, body, tx -> change.apply(tx, thread)
                .flatMap(after -> shown.one(tx, asking, after).map(json -> Answer.ok(after.version(), json))));
    }
}
