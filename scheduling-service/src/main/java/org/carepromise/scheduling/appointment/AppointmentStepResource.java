package org.carepromise.scheduling.appointment;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.site.Sites;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.appointment.AppointmentJson.StepJson;

/** What happens to a visit that takes place, or ought to: patients confirm it, the desk notes the rest. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/appointments")
@Tag(name = "appointments")
@RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
public class AppointmentStepResource {

    private final AdvanceAppointment advanceAppointment;
    private final Sites sites;
    private final CurrentCaller caller;
    private final Once once;

    AppointmentStepResource(AdvanceAppointment advanceAppointment, Sites sites, CurrentCaller caller, Once once) {
        this.advanceAppointment = advanceAppointment;
        this.sites = sites;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Path("{id}/confirmation")
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
    @Operation(
            summary = "Confirm that the patient comes",
            description = "Before it begins. Confirming again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = AppointmentJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "appointment-cancelled",
        "appointment-state",
        "appointment-started"
    })
    public Uni<Response> confirmAppointment(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @Valid StepJson body) {
        return step(AppointmentStep.CONFIRMATION, "confirmAppointment", id, ifMatch, body);
    }

    @POST
    @Path("{id}/check-in")
    @Operation(
            summary = "Check the patient in",
            description = "On the day of the visit; also one who was noted as a no-show and came late.")
    @APIResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = AppointmentJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "appointment-cancelled",
        "appointment-state",
        "check-in-not-open",
        "patient-already-booked"
    })
    public Uni<Response> checkInPatient(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @Valid StepJson body) {
        return step(AppointmentStep.CHECK_IN, "checkInPatient", id, ifMatch, body);
    }

    @POST
    @Path("{id}/completion")
    @Operation(summary = "Note that the visit took place", description = "Once it has begun.")
    @APIResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = AppointmentJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "appointment-cancelled",
        "appointment-state",
        "appointment-not-begun"
    })
    public Uni<Response> completeAppointment(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @Valid StepJson body) {
        return step(AppointmentStep.COMPLETION, "completeAppointment", id, ifMatch, body);
    }

    @POST
    @Path("{id}/no-show")
    @Operation(
            summary = "Note that nobody came",
            description = "Once it has begun. The visit type may let this happen by itself after a while.")
    @APIResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = AppointmentJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "appointment-cancelled",
        "appointment-state",
        "appointment-not-begun"
    })
    public Uni<Response> noteNoShow(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @Valid StepJson body) {
        return step(AppointmentStep.NO_SHOW, "noteNoShow", id, ifMatch, body);
    }

    private Uni<Response> step(AppointmentStep step, String operation, String id, String ifMatch, StepJson body) {
        var asked = body == null ? StepJson.EMPTY : body;
        var person = caller.get();
        var appointment = Ids.inPath(Ids.APPOINTMENT, id);
        return once.optional(person, operation, asked.requestId(), asked, tx -> advanceAppointment
                .take(tx, person, appointment, step, operation, ifMatch, asked.version())
                .map(taken -> Answer.ok(taken.version(), AppointmentJson.of(taken, sites.zoneOf(taken.site())))));
    }
}
