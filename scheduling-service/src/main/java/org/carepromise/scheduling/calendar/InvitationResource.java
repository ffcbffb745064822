package org.carepromise.scheduling.calendar;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.scheduling.Ids;

@Path("/v1/appointments/{id}/invitation")
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
public class InvitationResource {

    static final String CALENDAR = "text/calendar";

    private final ReadInvitation readInvitation;
    private final CurrentCaller caller;

    InvitationResource(ReadInvitation readInvitation, CurrentCaller caller) {
        this.readInvitation = readInvitation;
        this.caller = caller;
    }

    @GET
    @Produces(CALENDAR)
    @Operation(
            summary = "Read an appointment's calendar entry",
            description =
                    "An iCalendar file (RFC 5545) that puts the appointment into a calendar, moves it there, or takes "
                            + "it out where it is cancelled: METHOD REQUEST or CANCEL, one UID for ever, a SEQUENCE that rises. "
                            + "It says Appointment, when and where, and not what for.")
    @APIResponse(
            responseCode = "200",
            description = "The calendar entry",
            content = @Content(mediaType = CALENDAR, schema = @Schema(implementation = String.class)))
    public Uni<Response> getAppointmentInvitation(@PathParam("id") String id) {
        return readInvitation
                .read(caller.get(), Ids.inPath(Ids.APPOINTMENT, id))
                .map(file -> Response.ok(file.text())
                        .header(HttpHeaders.CONTENT_TYPE, file.type())
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=" + file.name())
                        .build());
    }
}
