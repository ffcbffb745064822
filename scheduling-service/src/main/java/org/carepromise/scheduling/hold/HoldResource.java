package org.carepromise.scheduling.hold;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.capacity.NearestAlternatives;
import org.carepromise.scheduling.hold.HoldJson.NewHoldJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/holds")
@Tag(name = "holds")
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
public class HoldResource {

    private final PlaceHold placeHold;
    private final ReleaseHold releaseHold;
    private final Holds holds;
    private final NearestAlternatives alternatives;
    private final Patients patients;
    private final Sites sites;
    private final ProductClock clock;
    private final CurrentCaller caller;
    private final Once once;

    HoldResource(
            PlaceHold placeHold,
            ReleaseHold releaseHold,
            Holds holds,
            NearestAlternatives alternatives,
            Patients patients,
            Sites sites,
            ProductClock clock,
            CurrentCaller caller,
            Once once) {
        this.placeHold = placeHold;
        this.releaseHold = releaseHold;
        this.holds = holds;
        this.alternatives = alternatives;
        this.patients = patients;
        this.sites = sites;
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
        Role.GUEST
    })
    @Operation(
            summary = "Hold a slot for a moment",
            description = "Takes the seat while somebody fills in a form. Nobody else gets it until the hold expires; "
                    + "then it is free again by itself.")
    @APIResponse(
            responseCode = "201",
            description = "Held",
            content = @Content(schema = @Schema(implementation = HoldJson.class)))
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
        "hold-limit"
    })
    public Uni<Response> holdSlot(@Valid @NotNull NewHoldJson body) {
        var holder = caller.get();
        var patient = patients.namedOrNobody(holder, body.patient());
        var slot = Ids.inBody(Ids.SLOT, body.slotId(), SchedulingProblem.SLOT_UNKNOWN);
        return once.required(holder, "holdSlot", body.requestId(), body, tx -> placeHold
                        .place(tx, holder, slot, body, patient)
                        .map(placed -> Answer.created(
                                "/v1/holds/" + Ids.HOLD.format(placed.id()), placed.version(), shown(placed))))
                .onFailure(Problem.class)
                .recoverWithUni(refusal -> alternatives.addTo((Problem) refusal, slot, body.visitType()));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a hold", description = "One of the caller's own.")
    @APIResponse(
            responseCode = "200",
            description = "The hold",
            content = @Content(schema = @Schema(implementation = HoldJson.class)))
    public Uni<Response> getHold(@PathParam("id") String id) {
        return holds.find(Ids.inPath(Ids.HOLD, id), caller.get().idempotencyOwner())
                .map(found -> Response.ok(shown(found))
                        .header(HttpHeaders.ETAG, Version.etag(found.version()))
                        .build());
    }

    @POST
    @Path("{id}/release")
    @Operation(summary = "Give a hold back", description = "Frees the seat at once. An expired one needs none.")
    @APIResponse(
            responseCode = "200",
            description = "Released",
            content = @Content(schema = @Schema(implementation = HoldJson.class)))
    @Refuses({"hold-expired", "hold-ended"})
    public Uni<HoldJson> releaseHold(@PathParam("id") String id) {
        return releaseHold.release(caller.get(), Ids.inPath(Ids.HOLD, id)).map(this::shown);
    }

    private HoldJson shown(Hold hold) {
        return HoldJson.of(hold, sites.zoneOf(hold.seats().site()), clock.instant());
    }
}
