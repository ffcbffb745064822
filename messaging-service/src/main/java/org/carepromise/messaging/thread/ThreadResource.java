package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.access.Scope;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.request.JsonBodies;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.triage.EmergencyJson;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.emergency.KeepRefused;
import org.carepromise.messaging.thread.Message.Author;
import org.carepromise.messaging.thread.MessageJson.NewMessageJson;
import org.carepromise.messaging.thread.ThreadJson.NewThreadJson;
import org.carepromise.triage.Lane;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/threads")
@Tag(name = "threads")
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
public class ThreadResource {

    private final WriteThread writeThread;
    private final AnswerThread answerThread;
    private final PostMessage postMessage;
    private final KeepRefused keepRefused;
    private final ReadThreads readThreads;
    private final ShownThreads shown;
    private final NewThreads newThreads;
    private final Assess assess;
    private final Patients patients;
    private final PatientKeys keys;
    private final JsonBodies bodies;
    private final ProductClock clock;
    private final CurrentCaller caller;
    private final Once once;

    ThreadResource(
            WriteThread writeThread,
            AnswerThread answerThread,
            PostMessage postMessage,
            KeepRefused keepRefused,
            ReadThreads readThreads,
            ShownThreads shown,
            NewThreads newThreads,
            Assess assess,
            Patients patients,
            PatientKeys keys,
            JsonBodies bodies,
            ProductClock clock,
            CurrentCaller caller,
            Once once) {
        this.writeThread = writeThread;
        this.answerThread = answerThread;
        this.postMessage = postMessage;
        this.keepRefused = keepRefused;
        this.readThreads = readThreads;
        this.shown = shown;
        this.newThreads = newThreads;
        this.assess = assess;
        this.patients = patients;
        this.keys = keys;
        this.bodies = bodies;
        this.clock = clock;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Operation(
            summary = "Write to the care team",
            description =
                    "The words are triaged at once into a lane, and the answer says by when a human answers. Where"
                            + " they may tell of danger to life the answer carries `emergency`: show it to the patient; somebody"
                            + " on call is alerted.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewThreadJson.class)))
    @APIResponse(
            responseCode = "201",
            description = "Written",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "not-found",
        "language-unknown",
        "patient-unidentified",
        "phone-invalid",
        "time-zone-unknown",
        "site-unknown",
        "topic-unknown",
        "pool-unknown",
        "attachment-unknown",
        "writer-unsaid"
    })
    public Uni<Response> openThread(String sent) {
        var asking = caller.get();
        return keepRefused.around(asking, sent, () -> {
            var body = bodies.read(sent, NewThreadJson.class);
            var patient = patients.named(asking, body.patient());
            var author = newThreads.checked(asking, body);
            var id = IdType.next(clock.instant());
            var text = Wording.of(Optional.ofNullable(body.subject()), body.body());
            return assess.words(text, patient.block(), body.declaredUrgency())
                    .map(result ->
                            new Written(author, asking.person(), body.body(), text, result).with(body.attachments()))
                    .flatMap(written -> once.required(asking, "openThread", body.requestId(), body, tx -> writeThread
                            .write(tx, asking, newThreads.from(tx, id, patient, body, written.result()), written)
                            .flatMap(thread -> created(tx, asking, thread, EmergencyJson.of(written.result())))));
        });
    }

    @POST
    @Path("{id}/messages")
    @Operation(
            summary = "Write on a thread",
            description = "A patient's words are triaged: they may raise the thread, resume a paused clock, or open a"
                    + " new one after an answer. Thirty days after the last word they open another thread, which the"
                    + " answer names. Staff answer here; an automatic receipt answers nothing.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewMessageJson.class)))
    @APIResponse(
            responseCode = "201",
            description = "Written",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "writer-unsaid",
        "attachment-unknown",
        "thread-held"
    })
    public Uni<Response> postMessage(@PathParam("id") String id, String sent) {
        var asking = caller.get();
        return keepRefused.aroundMessage(asking, sent, () -> {
            var body = bodies.read(sent, NewMessageJson.class);
            var thread = Ids.inPath(Ids.THREAD, id);
            return once.required(asking, "postMessage", body.requestId(), body, tx -> posted(tx, asking, thread, body));
        });
    }

    private Uni<Answer> posted(Tx tx, Caller asking, UUID id, NewMessageJson body) {
        var isPatients = body.writtenBy() == Author.PATIENT || body.writtenBy() == Author.PROXY;
        if (asking.actsAsPatient() || isPatients) {
            return postMessage
                    .post(tx, asking, id, NewThreads.writer(asking, body.writtenBy()), body)
                    .flatMap(posted -> created(
                            tx,
                            asking,
                            posted.thread(),
                            EmergencyJson.of(posted.written().result())));
        }
        return (body.writtenBy() == Author.AUTOMATIC
                        ? answerThread.receipt(tx, asking, id, body.body())
                        : answerThread.answer(tx, asking, id, body.body()))
                .flatMap(thread -> created(tx, asking, thread, null));
    }

    private Uni<Answer> created(Tx tx, Caller asking, MessageThread thread, EmergencyJson emergency) {
        return shown.one(tx, asking, thread, emergency)
                .map(json -> Answer.created("/v1/threads/" + thread.publicId(), thread.version(), json));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read a thread",
            description = "A patient's own, or one of the staff member's sites and pools.")
    @APIResponse(
            responseCode = "200",
            description = "The thread",
            content = @Content(schema = @Schema(implementation = ThreadJson.class)))
    public Uni<Response> getThread(
            @PathParam("id") String id,
            @Parameter(description = "A portal says who reads; a proxy, if absent") @QueryParam("readBy")
                    Reader readBy) {
        var asking = caller.get();
        return readThreads
                .one(asking, Reader.isProxy(asking, readBy), Ids.inPath(Ids.THREAD, id))
                .map(found -> Response.ok(found)
                        .header(HttpHeaders.ETAG, Version.etag(found.version()))
                        .build());
    }

    @GET
    @RolesAllowed({Role.PATIENT, Role.PORTAL})
    @Operation(
            summary = "List the patient's threads",
            description = "The token's own patient's, the last changed first.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<ThreadJson>> listThreads(
            @QueryParam("state") ThreadState state,
            @QueryParam("lane") Lane lane,
            @Parameter(description = "Changed at or after this instant") @QueryParam("updatedSince")
                    Instant updatedSince,
            @Parameter(description = "A portal says who reads; a proxy, if absent") @QueryParam("readBy") Reader readBy,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var asking = caller.get();
        var everywhere = Scope.of(List.of("*"));
        var proxy = Reader.isProxy(asking, readBy);
        return page(
                asking,
                "listThreads",
                Arrays.asList("threads", asking.requirePatient(), state, lane, updatedSince, proxy),
                new ThreadStore.Where("patient_key", List.of(asking.requirePatient())),
                new ThreadStore.Filters(everywhere, everywhere, null, state, lane, updatedSince, proxy),
                cursor,
                limit);
    }

    @POST
    @Path("searches")
    @RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
    @Operation(
            summary = "Find threads",
            description =
                    "By patient, phone, family name, or all of a site; the last changed first. Of several of these"
                            + " the first named here decides where to look.")
    @Refuses({"cursor-invalid", "phone-invalid"})
    public Uni<PageJson<ThreadJson>> searchThreads(@Valid @NotNull ThreadSearchJson body) {
        var asking = caller.get();
        return page(
                asking,
                "searchThreads",
                Arrays.asList(
                        "thread-search",
                        body.patientId(),
                        body.phone(),
                        body.familyName(),
                        body.site(),
                        body.state(),
                        body.lane(),
                        body.updatedSince()),
                where(body),
                new ThreadStore.Filters(
                        asking.sites(),
                        Reach.pools(asking),
                        body.site(),
                        body.state(),
                        body.lane(),
                        body.updatedSince(),
                        false),
                body.cursor(),
                body.limitOrDefault());
    }

    private ThreadStore.Where where(ThreadSearchJson asked) {
        if (asked.patientId() != null) {
            return new ThreadStore.Where("patient_key", List.of(asked.patientId()));
        }
        if (asked.phone() != null) {
            return new ThreadStore.Where("contact_key", patients.contactKeysOfPhone(asked.phone()));
        }
        return asked.familyName() != null
                ? new ThreadStore.Where("family_name_key", keys.familyName(asked.familyName()))
                : new ThreadStore.Where("site_id", List.of(asked.site()));
    }

    private Uni<PageJson<ThreadJson>> page(
            Caller asking,
            String operation,
            List<?> list,
            ThreadStore.Where where,
            ThreadStore.Filters filters,
            String cursor,
            int limit) {
        var after = Cursor.read(
                        cursor,
                        list,
                        2,
                        at -> new ThreadStore.After(Cursor.instant(at.get(0)), UUID.fromString(at.get(1))))
                .orElse(ThreadStore.After.NONE);
        return readThreads
                .search(asking, operation, where, filters, after, limit + 1)
                .map(rows -> PageJson.of(
                        rows,
                        limit,
                        each -> each,
                        last -> Cursor.after(list, last.updatedAt(), Ids.inPath(Ids.THREAD, last.id()))));
    }

    /** Who reads through a portal. */
    public enum Reader {
        PATIENT,
        PROXY;

        /** What only the patient may read a portal shows where it says that the patient reads. */
        public static boolean isProxy(Caller asking, Reader readBy) {
            return asking.isProxy() || asking.roles().contains(Role.PORTAL) && readBy != PATIENT;
        }
    }
}
