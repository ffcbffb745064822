package org.carepromise.scheduling.waitlist;

import java.util.Arrays;
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

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.waitlist.WaitlistEntryJson.NewWaitlistEntryJson;
import org.carepromise.scheduling.waitlist.WaitlistEntryJson.WithdrawalJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/waitlist-entries")
@Tag(name = "waiting-list")
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
public class WaitlistEntryResource {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JoinWaitlist joinWaitlist;
    private final LeaveWaitlist leaveWaitlist;
    private final ReadWaitlist readWaitlist;
    private final Patients patients;
    private final CurrentCaller caller;
    private final Once once;

    WaitlistEntryResource(
            JoinWaitlist joinWaitlist,
            LeaveWaitlist leaveWaitlist,
            ReadWaitlist readWaitlist,
            Patients patients,
            CurrentCaller caller,
            Once once) {
        this.joinWaitlist = joinWaitlist;
        this.leaveWaitlist = leaveWaitlist;
        this.readWaitlist = readWaitlist;
        this.patients = patients;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Operation(
            summary = "Wait for a seat",
            description =
                    "Puts a patient on the waiting list. A seat that comes free and suits is offered to the one who is"
                            + " first, for a short time and to nobody else. With appointmentId an offer that is accepted replaces"
                            + " that later visit.")
    @APIResponse(
            responseCode = "201",
            description = "Waiting",
            content = @Content(schema = @Schema(implementation = WaitlistEntryJson.class)))
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
        "provider-unknown",
        "visit-type-unknown",
        "appointment-unknown",
        "waitlist-window-empty",
        "waitlist-entry-exists"
    })
    public Uni<Response> createWaitlistEntry(@Valid @NotNull NewWaitlistEntryJson body) {
        var asking = caller.get();
        var patient = patients.named(asking, body.patient());
        return once.required(asking, "createWaitlistEntry", body.requestId(), body, tx -> joinWaitlist
                .join(tx, asking, body, patient)
                .map(entry -> Answer.created(
                        "/v1/waitlist-entries/" + Ids.WAITLIST_ENTRY.format(entry.id()),
                        entry.version(),
                        WaitlistEntryJson.of(entry))));
    }

    @GET
    @Operation(
            summary = "List waiting-list entries",
            description =
                    "A patient's own, whatever became of them; for staff those that wait for a seat at their sites."
                            + " Oldest first.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<WaitlistEntryJson>> listWaitlistEntries(
            @QueryParam("site") @Size(min = 1, max = 64) String site,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var asking = caller.get();
        var list = Arrays.asList("waitlist-entries", asking.patientId().orElse(null), site);
        var after = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(BEFORE_ALL);
        return readWaitlist
                .entries(asking, Optional.ofNullable(site), after, limit + 1)
                .map(rows -> PageJson.of(rows, limit, WaitlistEntryJson::of, last -> Cursor.after(list, last.id())));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read a waiting-list entry",
            description = "A patient's own, or one for a site of the staff member's.")
    @APIResponse(
            responseCode = "200",
            description = "The entry",
            content = @Content(schema = @Schema(implementation = WaitlistEntryJson.class)))
    public Uni<Response> getWaitlistEntry(@PathParam("id") String id) {
        return readWaitlist
                .entry(caller.get(), Ids.inPath(Ids.WAITLIST_ENTRY, id))
                .map(found -> Response.ok(WaitlistEntryJson.of(found))
                        .header(HttpHeaders.ETAG, Version.etag(found.version()))
                        .build());
    }

    @POST
    @Path("{id}/withdrawal")
    @Operation(
            summary = "Leave the waiting list",
            description = "A seat that is offered to the patient at this moment goes to the next.")
    @APIResponse(
            responseCode = "200",
            description = "Withdrawn",
            content = @Content(schema = @Schema(implementation = WaitlistEntryJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "waitlist-entry-closed"
    })
    public Uni<Response> withdrawWaitlistEntry(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull WithdrawalJson body) {
        var asking = caller.get();
        var entry = Ids.inPath(Ids.WAITLIST_ENTRY, id);
        return once.optional(asking, "withdrawWaitlistEntry", body.requestId(), body, tx -> leaveWaitlist
                .leave(tx, asking, entry, body, ifMatch)
                .map(left -> Answer.ok(left.version(), WaitlistEntryJson.of(left))));
    }
}
