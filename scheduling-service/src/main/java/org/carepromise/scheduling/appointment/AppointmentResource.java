package org.carepromise.scheduling.appointment;

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
import jakarta.ws.rs.HeaderParam;
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

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.triage.EmergencyJson;
import org.carepromise.kit.triage.EmergencyWatch;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.appointment.AppointmentJson.CancellationJson;
import org.carepromise.scheduling.appointment.AppointmentJson.NewAppointmentJson;
import org.carepromise.scheduling.appointment.AppointmentJson.RescheduleJson;
import org.carepromise.scheduling.appointment.ReadAppointments.Position;
import org.carepromise.scheduling.capacity.NearestAlternatives;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/appointments")
@Tag(name = "appointments")
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
public class AppointmentResource {

    private final BookAppointment bookAppointment;
    private final CancelAppointment cancelAppointment;
    private final RescheduleAppointment rescheduleAppointment;
    private final ReadAppointments readAppointments;
    private final SearchAppointments searchAppointments;
    private final NearestAlternatives alternatives;
    private final EmergencyWatch emergencyWatch;
    private final Patients patients;
    private final Sites sites;
    private final CurrentCaller caller;
    private final Once once;

    AppointmentResource(
            BookAppointment bookAppointment,
            CancelAppointment cancelAppointment,
            RescheduleAppointment rescheduleAppointment,
            ReadAppointments readAppointments,
            SearchAppointments searchAppointments,
            NearestAlternatives alternatives,
            EmergencyWatch emergencyWatch,
            Patients patients,
            Sites sites,
            CurrentCaller caller,
            Once once) {
        this.bookAppointment = bookAppointment;
        this.cancelAppointment = cancelAppointment;
        this.rescheduleAppointment = rescheduleAppointment;
        this.readAppointments = readAppointments;
        this.searchAppointments = searchAppointments;
        this.alternatives = alternatives;
        this.emergencyWatch = emergencyWatch;
        this.patients = patients;
        this.sites = sites;
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
        Role.GUEST
    })
    @Operation(
            summary = "Book an appointment",
            description =
                    "Takes a seat of the slot for the patient. Of many who ask for the last one exactly one gets it; "
                            + "the others are told the nearest alternatives.")
    @APIResponse(
            responseCode = "201",
            description = "Booked",
            content = @Content(schema = @Schema(implementation = AppointmentJson.class)))
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
        "slot-unknown",
        "slot-in-past",
        "visit-type-unknown",
        "visit-type-not-offered",
        "slot-full",
        "cap-reached",
        "slot-not-released",
        "too-late-to-book",
        "too-early-to-book",
        "visit-does-not-fit",
        "patient-already-booked",
        "future-limit-reached",
        "resource-taken",
        "overbooking-not-allowed",
        "hold-unknown",
        "hold-expired",
        "hold-ended"
    })
    public Uni<Response> bookAppointment(@Valid @NotNull NewAppointmentJson body) {
        var booker = caller.get();
        var patient = patients.named(booker, body.patient());
        var target = target(body.slotId(), body.holdId(), body.anyProvider(), body.overbook());
        return once.required(booker, "bookAppointment", body.requestId(), body, tx -> bookAppointment
                        .book(tx, booker, target, body.visitType(), patient)
                        .map(booked -> Answer.created(
                                "/v1/appointments/" + Ids.APPOINTMENT.format(booked.id()),
                                booked.version(),
                                shown(booked))))
                .onFailure(Problem.class)
                .recoverWithUni(refusal -> alternatives.addTo((Problem) refusal, target.slot(), body.visitType()));
    }

    @GET
    @RolesAllowed({Role.PATIENT, Role.PORTAL})
    @Operation(summary = "List the patient's appointments", description = "The token's own patient's, earliest first.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<AppointmentJson>> listAppointments(
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var list = List.of("appointments", caller.get().requirePatient());
        var after = positionAfter(cursor, list);
        return readAppointments
                .ofPatient(caller.get(), after, limit + 1)
                .map(rows ->
                        PageJson.of(rows, limit, this::shown, last -> Cursor.after(list, last.startsAt(), last.id())));
    }

    @POST
    @Path("searches")
    @RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
    @Operation(
            summary = "Find appointments",
            description = "By reference, patient, phone, family name, or all of a site; earliest first. Of several of "
                    + "these the first named here decides where to look.")
    @Refuses({"cursor-invalid", "provider-unknown", "phone-invalid"})
    public Uni<PageJson<AppointmentJson>> searchAppointments(@Valid @NotNull AppointmentSearchJson body) {
        var filters = Arrays.<Object>asList(
                body.reference(),
                body.patientId(),
                body.phone(),
                body.familyName(),
                body.site(),
                body.provider(),
                body.state(),
                body.from(),
                body.to());
        var after = positionAfter(body.cursor(), filters);
        return searchAppointments
                .search(caller.get(), body, after, body.limitOrDefault() + 1)
                .map(rows -> PageJson.of(
                        rows,
                        body.limitOrDefault(),
                        this::shown,
                        last -> Cursor.after(filters, last.startsAt(), last.id())));
    }

    private static Position positionAfter(String cursor, List<?> filters) {
        return Cursor.read(
                        cursor,
                        filters,
                        2,
                        keys -> new Position(Cursor.instant(keys.get(0)), UUID.fromString(keys.get(1))))
                .orElse(Position.BEGINNING);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read an appointment", description = "A patient's own, or one of the staff member's sites.")
    @APIResponse(
            responseCode = "200",
            description = "The appointment",
            content = @Content(schema = @Schema(implementation = AppointmentJson.class)))
    public Uni<Response> getAppointment(@PathParam("id") String id) {
        return readAppointments
                .one(caller.get(), Ids.inPath(Ids.APPOINTMENT, id))
                .map(found -> Response.ok(shown(found))
                        .header(HttpHeaders.ETAG, Version.etag(found.version()))
                        .build());
    }

    @POST
    @Path("{id}/cancellation")
    @Operation(summary = "Cancel an appointment", description = "Frees its seat at once. Only before it begins.")
    @APIResponse(
            responseCode = "200",
            description = "Cancelled",
            content = @Content(schema = @Schema(implementation = AppointmentJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "appointment-cancelled",
        "appointment-started",
        "appointment-state",
        "too-late-to-cancel"
    })
    public Uni<Response> cancelAppointment(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull CancellationJson body) {
        var canceller = caller.get();
        var appointment = Ids.inPath(Ids.APPOINTMENT, id);
        return heard(canceller, appointment, body.note()).flatMap(emergency -> once.optional(
                        canceller, "cancelAppointment", body.requestId(), body, tx -> cancelAppointment
                                .cancel(tx, canceller, appointment, body, ifMatch)
                                .map(cancelled -> Answer.ok(cancelled.version(), shown(cancelled, emergency))))
                .onFailure(Problem.class)
                .transform(refusal -> ((Problem) refusal).with("emergency", emergency.orElse(null))));
    }

    /** Danger to life is answered and passed on before anything else, and whatever becomes of the request. */
    private Uni<Optional<EmergencyJson>> heard(Caller writer, UUID appointment, String words) {
        return words == null
                ? Uni.createFrom().item(Optional.empty())
                : readAppointments.about(writer, appointment).flatMap(about -> emergencyWatch.watch(words, about));
    }

    @POST
    @Path("{id}/reschedule")
    @Operation(
            summary = "Move an appointment to another time",
            description =
                    "All or nothing, under the same id. Its own seats count as free, so it may overlap its old time.")
    @APIResponse(
            responseCode = "200",
            description = "Moved",
            content = @Content(schema = @Schema(implementation = AppointmentJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "appointment-cancelled",
        "appointment-started",
        "appointment-state",
        "too-late-to-cancel",
        "slot-unknown",
        "slot-in-past",
        "visit-type-not-offered",
        "slot-full",
        "cap-reached",
        "slot-not-released",
        "too-late-to-book",
        "too-early-to-book",
        "visit-does-not-fit",
        "patient-already-booked",
        "future-limit-reached",
        "resource-taken",
        "overbooking-not-allowed",
        "hold-unknown",
        "hold-expired",
        "hold-ended"
    })
    public Uni<Response> rescheduleAppointment(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull RescheduleJson body) {
        var mover = caller.get();
        var appointment = Ids.inPath(Ids.APPOINTMENT, id);
        var target = target(body.slotId(), body.holdId(), false, body.overbook());
        return once.optional(mover, "rescheduleAppointment", body.requestId(), body, tx -> rescheduleAppointment
                .reschedule(tx, mover, appointment, target, ifMatch, body.version())
                .map(moved -> Answer.ok(moved.version(), shown(moved))));
    }

    private static Target target(String slotId, String holdId, Boolean anyProvider, Boolean overbook) {
        return new Target(
                slotId == null ? null : Ids.inBody(Ids.SLOT, slotId, SchedulingProblem.SLOT_UNKNOWN),
                holdId == null ? null : Ids.inBody(Ids.HOLD, holdId, SchedulingProblem.HOLD_UNKNOWN),
                Boolean.TRUE.equals(anyProvider),
                Boolean.TRUE.equals(overbook));
    }

    private AppointmentJson shown(Appointment appointment, Optional<EmergencyJson> emergency) {
        return AppointmentJson.of(appointment, sites.zoneOf(appointment.site()), emergency.orElse(null));
    }

    private AppointmentJson shown(Appointment appointment) {
        return AppointmentJson.of(appointment, sites.zoneOf(appointment.site()));
    }
}
