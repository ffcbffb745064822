package org.carepromise.messaging.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.queue.QueueJson.LeaseJson;
import org.carepromise.messaging.queue.QueueJson.LeaseReturnJson;
import org.carepromise.messaging.queue.QueueJson.LeasedThreadJson;
import org.carepromise.messaging.queue.QueueJson.NewHandOverJson;
import org.carepromise.messaging.queue.QueueJson.NewNoteJson;
import org.carepromise.messaging.queue.QueueJson.NewPoolJson;
import org.carepromise.messaging.queue.QueueJson.NewSnoozeJson;
import org.carepromise.messaging.queue.QueueJson.NextThreadJson;
import org.carepromise.messaging.queue.QueueJson.NoteJson;
import org.carepromise.messaging.queue.QueueJson.NotesJson;
import org.carepromise.messaging.thread.Lease;
import org.carepromise.messaging.thread.MessageThread;
import org.carepromise.messaging.thread.ShownThreads;
import org.carepromise.messaging.thread.ThreadJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/threads")
@Tag(name = "thread-queues")
@RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
public class QueueResource {

    private static final int MOST = 200;

    private final HoldThread holdThread;
    private final SetAside setAside;
    private final NoteThread noteThread;
    private final ReadQueue readQueue;
    private final ShownThreads shown;
    private final CurrentCaller caller;
    private final Once once;

    QueueResource(
            HoldThread holdThread,
            SetAside setAside,
            NoteThread noteThread,
            ReadQueue readQueue,
            ShownThreads shown,
            CurrentCaller caller,
            Once once) {
        this.holdThread = holdThread;
        this.setAside = setAside;
        this.noteThread = noteThread;
        this.readQueue = readQueue;
        this.shown = shown;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Path("next")
    @Operation(
            summary = "Take the next thread",
            description =
                    "Emergencies before all; then what is kept for the agent, what a supervisor put first, and what is due first. Under a lease that is renewed while the agent works on it. Whoever takes it has seen it.")
    @APIResponse(
            responseCode = "200",
            description = "Taken",
            content = @Content(schema = @Schema(implementation = LeasedThreadJson.class)))
    @APIResponse(responseCode = "204", description = "Nothing waits")
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "site-unknown", "pool-unknown"
    })
    public Uni<Response> takeNextThread(@Valid @NotNull NextThreadJson body) {
        var asking = caller.get();
        return once.optional(asking, "takeNextThread", null, body, tx -> holdThread
                        .next(tx, asking, body.site(), body.pools())
                        .flatMap(taken -> leasedAnswer(tx, asking, taken)))
                .onFailure(NothingWaits.class)
                .recoverWithItem(() -> Response.noContent().build());
    }

    @GET
    @Path("queue")
    @Operation(
            summary = "List a pool's queue",
            description =
                    "What waits, in the order in which it is taken; what somebody has or has set aside is there too.")
    @Refuses({"cursor-invalid", "site-unknown", "pool-unknown"})
    public Uni<PageJson<ThreadJson>> listThreadQueue(
            @QueryParam("site") @NotNull @Size(min = 1, max = 64) String site,
            @QueryParam("pool") @NotNull @Size(min = 1, max = 64) String pool,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var list = List.of("thread-queue", site, pool);
        var after = Cursor.read(
                        cursor,
                        list,
                        3,
                        keys -> new QueuePlace(
                                Boolean.parseBoolean(keys.get(0)),
                                Cursor.instant(keys.get(1)),
                                UUID.fromString(keys.get(2))))
                .orElse(QueuePlace.FRONT);
        return readQueue
                .waiting(caller.get(), site, pool, after, limit + 1)
                .map(rows -> PageJson.of(
                        rows,
                        limit,
                        ReadQueue.Placed::thread,
                        last -> Cursor.after(
                                list,
                                last.place().noEmergency(),
                                last.place().dueAt(),
                                last.place().id())));
    }

    @GET
    @Path("calls")
    @Operation(
            summary = "List patients to be called",
            description =
                    "Those of a pool who have not opened an urgent answer for two hours, the longest first; at most 200.")
    @Refuses({"site-unknown", "pool-unknown"})
    public Uni<PageJson<ThreadJson>> listThreadCalls(
            @QueryParam("site") @NotNull @Size(min = 1, max = 64) String site,
            @QueryParam("pool") @NotNull @Size(min = 1, max = 64) String pool) {
        return readQueue
                .calls(caller.get(), site, pool, MOST)
                .map(rows -> PageJson.of(rows, MOST, ReadQueue.Placed::thread, last -> null));
    }

    @POST
    @Path("{id}/lease")
    @Operation(
            summary = "Pick a thread, or renew its lease",
            description =
                    "With the token it renews, while the agent works on it. Without it picks this one before others, and says why.")
    @APIResponse(
            responseCode = "200",
            description = "Held",
            content = @Content(schema = @Schema(implementation = LeasedThreadJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "thread-not-waiting",
        "thread-held",
        "lease-lost"
    })
    public Uni<Response> holdThread(@PathParam("id") String id, @Valid @NotNull LeaseJson body) {
        var asking = caller.get();
        var thread = Ids.inPath(Ids.THREAD, id);
        if (body.leaseToken() == null && body.reason() == null) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("#/reason", "why this one, or the lease's token");
        }
        return once.optional(asking, "holdThread", null, body, tx -> (body.leaseToken() == null
                        ? holdThread.pick(tx, asking, thread, body.reason())
                        : holdThread.renew(tx, asking, thread, body.leaseToken()))
                .flatMap(held -> leasedAnswer(tx, asking, held)));
    }

    @POST
    @Path("{id}/lease-return")
    @Operation(
            summary = "Give a thread back",
            description = "At its place in the queue. An emergency that was not answered is alerted anew.")
    @APIResponse(
            responseCode = "200",
            description = "Given back",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "lease-lost"})
    public Uni<Response> returnThreadLease(@PathParam("id") String id, @Valid @NotNull LeaseReturnJson body) {
        return changed(
                "returnThreadLease",
                id,
                body,
                (tx, thread) -> holdThread.giveBack(tx, caller.get(), thread, body.leaseToken()));
    }

    @POST
    @Path("{id}/snooze")
    @Operation(summary = "Set a thread aside", description = "Until a time not beyond its limit; only what is routine.")
    @APIResponse(
            responseCode = "200",
            description = "Set aside",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "thread-not-waiting",
        "thread-held",
        "snooze-invalid",
        "urgent-never-waits"
    })
    public Uni<Response> snoozeThread(@PathParam("id") String id, @Valid @NotNull NewSnoozeJson body) {
        return changed(
                "snoozeThread",
                id,
                body,
                (tx, thread) -> setAside.snooze(tx, caller.get(), thread, body.until(), body.reason()));
    }

    @POST
    @Path("{id}/hand-over")
    @Operation(
            summary = "Hand a thread over",
            description = "At the end of a shift: to whoever goes on, or back to all. What is urgent goes back to all.")
    @APIResponse(
            responseCode = "200",
            description = "Handed over",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "thread-not-waiting",
        "thread-held",
        "urgent-never-waits"
    })
    public Uni<Response> handOverThread(@PathParam("id") String id, @Valid @NotNull NewHandOverJson body) {
        return changed(
                "handOverThread",
                id,
                body,
                (tx, thread) ->
                        setAside.handOver(tx, caller.get(), thread, Optional.ofNullable(body.to()), body.note()));
    }

    @POST
    @Path("{id}/pool")
    @Operation(
            summary = "Move a thread to another pool",
            description = "Counts as a hand-off. What is urgent stays with the clinical pool.")
    @APIResponse(
            responseCode = "200",
            description = "Moved",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "pool-unknown",
        "thread-held",
        "urgent-stays-clinical"
    })
    public Uni<Response> moveThread(@PathParam("id") String id, @Valid @NotNull NewPoolJson body) {
        return changed(
                "moveThread",
                id,
                body,
                (tx, thread) -> setAside.move(tx, caller.get(), thread, body.pool(), body.reason()));
    }

    @POST
    @Path("{id}/notes")
    @Operation(summary = "Note something about a thread", description = "For staff alone; no patient reads it.")
    @APIResponse(
            responseCode = "201",
            description = "Noted",
            content = @Content(schema = @Schema(implementation = NoteJson.class)))
    @Refuses({"idempotency-key-missing", "idempotency-key-invalid", "idempotency-key-reused", "request-in-progress"})
    public Uni<Response> noteThread(@PathParam("id") String id, @Valid @NotNull NewNoteJson body) {
        var asking = caller.get();
        var thread = Ids.inPath(Ids.THREAD, id);
        return once.required(asking, "noteThread", body.requestId(), body, tx -> noteThread
                .note(tx, asking, thread, body.text())
                .map(note -> new Answer(201, NoteJson.of(note), "/v1/threads/" + id + "/notes", null)));
    }

    @GET
    @Path("{id}/notes")
    @Operation(
            summary = "Read the notes of a thread",
            description =
                    "And why it was picked, moved, handed over, put first or closed. The newest first, 200 of them.")
    public Uni<NotesJson> listThreadNotes(@PathParam("id") String id) {
        return noteThread
                .read(caller.get(), Ids.inPath(Ids.THREAD, id))
                .map(notes -> new NotesJson(notes.stream().map(NoteJson::of).toList()));
    }

    private Uni<Answer> leasedAnswer(Tx tx, Caller asking, MessageThread held) {
        var lease = held.place().lease();
        return shown.one(tx, asking, held)
                .map(json -> Answer.ok(
                        held.version(),
                        new LeasedThreadJson(
                                lease.map(Lease::token).orElse(null),
                                lease.map(Lease::until).orElse(null),
                                json)));
    }

    private Uni<Response> changed(
            String operation, String id, Object body, BiFunction<Tx, UUID, Uni<MessageThread>> change) {
        var asking = caller.get();
        var thread = Ids.inPath(Ids.THREAD, id);
        return once.optional(asking, operation, null, body, tx -> change.apply(tx, thread)
                .flatMap(after -> shown.one(tx, asking, after).map(json -> Answer.ok(after.version(), json))));
    }
}
