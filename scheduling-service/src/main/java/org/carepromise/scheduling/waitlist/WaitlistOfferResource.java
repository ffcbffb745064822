package org.carepromise.scheduling.waitlist;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.waitlist.WaitlistOfferJson.AnswerJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/waitlist-offers")
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
public class WaitlistOfferResource {

    private final AnswerOffer answerOffer;
    private final ReadWaitlist readWaitlist;
    private final Sites sites;
    private final CurrentCaller caller;
    private final Once once;

    WaitlistOfferResource(
            AnswerOffer answerOffer, ReadWaitlist readWaitlist, Sites sites, CurrentCaller caller, Once once) {
        this.answerOffer = answerOffer;
        this.readWaitlist = readWaitlist;
        this.sites = sites;
        this.caller = caller;
        this.once = once;
    }

    @GET
    @RolesAllowed({Role.PATIENT, Role.PORTAL})
    @Operation(
            summary = "List the patient's open offers",
            description = "Those that can still be accepted, earliest visit first.")
    public Uni<PageJson<WaitlistOfferJson>> listWaitlistOffers() {
        return readWaitlist
                .openOffers(caller.get())
                .map(found -> new PageJson<>(found.stream().map(this::shown).toList(), null));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read an offer of the waiting list",
            description = "A patient's own, or one for a site of the staff member's.")
    @APIResponse(
            responseCode = "200",
            description = "The offer",
            content = @Content(schema = @Schema(implementation = WaitlistOfferJson.class)))
    public Uni<Response> getWaitlistOffer(@PathParam("id") String id) {
        return readWaitlist
                .offer(caller.get(), Ids.inPath(Ids.WAITLIST_OFFER, id))
                .map(found -> Response.ok(shown(found))
                        .header(HttpHeaders.ETAG, Version.etag(found.version()))
                        .build());
    }

    @POST
    @Path("{id}/acceptance")
    @Operation(
            summary = "Accept an offer of the waiting list",
            description =
                    "Books the seat. Where the patient waits for an earlier visit, the later one moves there in the same"
                            + " step, and its seat is offered on.")
    @APIResponse(
            responseCode = "200",
            description = "Booked; appointmentId names the visit",
            content = @Content(schema = @Schema(implementation = WaitlistOfferJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "offer-closed",
        "offer-expired",
        "slot-full",
        "patient-already-booked",
        "future-limit-reached",
        "appointment-cancelled",
        "appointment-state",
        "appointment-started"
    })
    public Uni<Response> acceptWaitlistOffer(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull AnswerJson body) {
        var asking = caller.get();
        var offer = Ids.inPath(Ids.WAITLIST_OFFER, id);
        return once.optional(asking, "acceptWaitlistOffer", body.requestId(), body, tx -> answerOffer
                .accept(tx, asking, offer, body, ifMatch)
                .map(accepted -> Answer.ok(accepted.version(), shown(accepted))));
    }

    @POST
    @Path("{id}/decline")
    @Operation(
            summary = "Decline an offer of the waiting list",
            description = "The seat goes to the next patient at once; this one goes on waiting for another.")
    @APIResponse(
            responseCode = "200",
            description = "Declined",
            content = @Content(schema = @Schema(implementation = WaitlistOfferJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "offer-closed",
        "offer-expired"
    })
    public Uni<Response> declineWaitlistOffer(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull AnswerJson body) {
        var asking = caller.get();
        var offer = Ids.inPath(Ids.WAITLIST_OFFER, id);
        return once.optional(asking, "declineWaitlistOffer", body.requestId(), body, tx -> answerOffer
                .decline(tx, asking, offer, body, ifMatch)
                .map(declined -> Answer.ok(declined.version(), shown(declined))));
    }

    private WaitlistOfferJson shown(WaitlistOffer offer) {
        return WaitlistOfferJson.of(offer, sites.zoneOf(offer.seats().site()));
    }
}
