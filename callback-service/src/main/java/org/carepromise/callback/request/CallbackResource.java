package org.carepromise.callback.request;

import java.time.ZoneId;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.Ids;
import org.carepromise.callback.SpokenLanguage;
import org.carepromise.callback.request.CallbackJson.NewCallbackJson;
import org.carepromise.callback.widget.WidgetLimits;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.triage.EmergencyJson;
import org.carepromise.kit.triage.EmergencyWatch;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/callbacks")
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
public class CallbackResource {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final RequestCallback requestCallback;
    private final ReadCallbacks readCallbacks;
    private final ShownCallbacks shown;
    private final DialledNumbers numbers;
    private final SiteTurns turns;
    private final WidgetLimits limits;
    private final WatchRefused watchRefused;
    private final EmergencyWatch emergencyWatch;
    private final Patients patients;
    private final ProductClock clock;
    private final CurrentCaller caller;
    private final Once once;

    CallbackResource(
            RequestCallback requestCallback,
            ReadCallbacks readCallbacks,
            ShownCallbacks shown,
            DialledNumbers numbers,
            SiteTurns turns,
            WidgetLimits limits,
            WatchRefused watchRefused,
            EmergencyWatch emergencyWatch,
            Patients patients,
            ProductClock clock,
            CurrentCaller caller,
            Once once) {
        this.requestCallback = requestCallback;
        this.readCallbacks = readCallbacks;
        this.shown = shown;
        this.numbers = numbers;
        this.turns = turns;
        this.limits = limits;
        this.watchRefused = watchRefused;
        this.emergencyWatch = emergencyWatch;
        this.patients = patients;
        this.clock = clock;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @RolesAllowed({
        Role.PATIENT,
        Role.PORTAL,
        Role.AGENT,
        Role.NURSE,
        Role.CLINICAL_LEAD,
        Role.SUPERVISOR,
        Role.ADMIN,
        Role.INTEGRATION,
        Role.SERVICE,
        Role.GUEST
    })
    @Operation(
            summary = "Ask to be called back",
            description = "Promises by when the first attempt starts, and only what the rostered agents can keep."
                    + " A patient who waits already gets that callback with 200; a guest the same answer in both cases."
                    + " The number gets a text with a link that moves or cancels it. The phone menu, an integration,"
                    + " sends queuedAt and keeps a caller's place: the promise counts from there.")
    @APIResponse(
            responseCode = "201",
            description = "Promised",
            content = @Content(schema = @Schema(implementation = CallbackJson.class)))
    @APIResponse(
            responseCode = "200",
            description = "Promised before",
            content = @Content(schema = @Schema(implementation = CallbackJson.class)))
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
        "phone-missing",
        "phone-not-callable",
        "site-unknown",
        "topic-unknown",
        "window-invalid",
        "window-in-past",
        "intake-paused",
        "queued-at-invalid",
        "rate-limited",
        "outside-calling-hours",
        "promise-capacity-exhausted"
    })
    public Uni<Response> requestCallback(@Valid @NotNull NewCallbackJson body) {
        var asking = caller.get();
        var patient = identified(asking, body);
        var id = IdType.next(clock.instant());
        return Uni.createFrom()
                .deferred(() -> {
                    var wish = wish(asking, body, patient);
                    return turns.inTurn(
                            body.site(),
                            once.required(
                                    asking,
                                    "requestCallback",
                                    body.requestId(),
                                    body,
                                    tx -> ask(tx, asking, id, wish, patient, body)));
                })
                .onFailure(Problem.class)
                .recoverWithUni(
                        refusal -> watchRefused.watch(asking, id, body, patient).flatMap(told -> Uni.createFrom()
                                .failure(with((Problem) refusal, told))));
    }

    /** Who is to be called. Whoever asks too often or is nobody hears all the same what to do in danger. */
    private Patient identified(Caller asking, NewCallbackJson body) {
        try {
            if (!asking.hasToken()) {
                limits.countAddress();
            }
            numbers.check(body.patient());
            var patient = patients.named(asking, body.queuedAt() == null ? body.patient() : numbered(body.patient()));
            if (!asking.hasToken()) {
                limits.countNumber(patient.contactKey());
            }
            return patient;
        } catch (Problem refusal) {
            throw with(refusal, watchRefused.told(body));
        }
    }

    /** The phone menu knows a number alone; until somebody asks, that is what the patient is called. */
    private PatientJson numbered(PatientJson told) {
        return told.name() != null || told.id() != null ? told : told.named(numbers.spelt(told.phone()));
    }

    private static Problem with(Problem refusal, Optional<EmergencyJson> told) {
        return refusal.with("emergency", told.orElse(null));
    }

    private Uni<Answer> ask(Tx tx, Caller asking, UUID id, CallbackWish wish, Patient patient, NewCallbackJson body) {
        return requestCallback
                .ask(tx, asking, id, wish, patient, Optional.ofNullable(body.reason()))
                .flatMap(asked -> emergencyWatch
                        .watch(
                                body.reason(),
                                Optional.of(new EmergencyWatch.About(
                                        body.site(), asked.callback().publicId(), patient.block())))
                        .flatMap(emergency -> shown.asked(tx, asking, asked.callback(), emergency.orElse(null)))
                        .map(json -> answer(asking, asked, json)));
    }

    private static Answer answer(Caller asking, RequestCallback.Asked asked, CallbackJson json) {
        if (!asking.hasToken()) {
            return new Answer(201, json, null, null);
        }
        var callback = asked.callback();
        return asked.isNew()
                ? Answer.created("/v1/callbacks/" + callback.publicId(), callback.version(), json)
                : Answer.ok(callback.version(), json);
    }

    /** @throws Problem {@code forbidden} where somebody else than the phone menu names a place */
    private static CallbackWish wish(Caller asking, NewCallbackJson body, Patient patient) {
        if (body.queuedAt() != null && !asking.roles().contains(Role.INTEGRATION)) {
            throw Problem.of(HttpProblem.FORBIDDEN, "A place in the telephone queue is kept by the phone menu alone.");
        }
        return new CallbackWish(
                body.site(),
                body.topic(),
                Optional.ofNullable(body.skill()).orElse(body.topic()),
                SpokenLanguage.of(patient.block().language()),
                Optional.ofNullable(patient.block().timeZone()).map(ZoneId::of),
                Optional.ofNullable(body.queuedAt()),
                body.windowStart(),
                body.windowEnd(),
                Boolean.TRUE.equals(body.acceptLater()));
    }

    @GET
    @RolesAllowed({Role.PATIENT, Role.PORTAL})
    @Operation(summary = "List the patient's callbacks", description = "The token's own patient's, oldest first.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<CallbackJson>> listCallbacks(
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var asking = caller.get();
        var list = List.of("callbacks", asking.requirePatient());
        var after = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(BEFORE_ALL);
        return readCallbacks
                .own(asking, after, limit + 1)
                .map(rows -> PageJson.of(
                        rows, limit, each -> each, last -> Cursor.after(list, Ids.inPath(Ids.CALLBACK, last.id()))));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a callback", description = "A patient's own, or one of the staff member's sites.")
    @APIResponse(
            responseCode = "200",
            description = "The callback",
            content = @Content(schema = @Schema(implementation = CallbackJson.class)))
    public Uni<Response> getCallback(@PathParam("id") String id) {
        return readCallbacks.one(caller.get(), Ids.inPath(Ids.CALLBACK, id)).map(found -> Response.ok(found)
                .header(HttpHeaders.ETAG, Version.etag(found.version()))
                .build());
    }
}
