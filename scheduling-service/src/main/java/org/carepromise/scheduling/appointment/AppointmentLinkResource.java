package org.carepromise.scheduling.appointment;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.site.Sites;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.appointment.AppointmentLinkJson.RescheduleByLinkJson;
import org.carepromise.scheduling.availability.AvailabilityJson;

/** What the links in a patient's texts do, without login: whoever has the link may. Browsers get pages instead. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/appointment-links/{token}")
@Tag(name = "appointment-links")
public class AppointmentLinkResource {

    private final FollowAppointmentLink follow;
    private final Sites sites;

    AppointmentLinkResource(FollowAppointmentLink follow, Sites sites) {
        this.follow = follow;
        this.sites = sites;
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @PermitAll
    @Operation(
            summary = "See what an appointment's link is for",
            description = "Changes nothing, however often it is asked: mail scanners follow links. No login.")
    @Refuses({"link-invalid", "link-expired", "link-superseded"})
    public Uni<AppointmentLinkJson> readAppointmentLink(@PathParam("token") String token) {
        return follow.look(token).map(this::shown);
    }

    @POST
    @Path("confirmation")
    @PermitAll
    @Operation(
            summary = "Confirm a visit by link",
            description = "With a link that is for it. Again it changes nothing. No login.")
    @Refuses({
        "link-invalid",
        "link-expired",
        "link-superseded",
        "appointment-cancelled",
        "appointment-state",
        "appointment-started"
    })
    public Uni<AppointmentLinkJson> confirmByLink(@PathParam("token") String token) {
        return follow.confirm(token).map(this::shown);
    }

    @POST
    @Path("cancellation")
    @PermitAll
    @Operation(
            summary = "Cancel a visit by link",
            description = "With a link that is for it. Again it changes nothing. No login.")
    @Refuses({
        "link-invalid",
        "link-expired",
        "link-superseded",
        "appointment-cancelled",
        "appointment-state",
        "appointment-started",
        "too-late-to-cancel"
    })
    public Uni<AppointmentLinkJson> cancelByLink(@PathParam("token") String token) {
        return follow.cancel(token).map(this::shown);
    }

    @GET
    @Path("times")
    @PermitAll
    @Operation(
            summary = "List the times a link could move a visit to",
            description = "The next ones at the same site, with a link that is for moving. No login.")
    @Refuses({"link-invalid", "link-expired", "link-superseded"})
    public Uni<PageJson<AvailabilityJson>> listTimesOfLink(
            @PathParam("token") String token, @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(50) int limit) {
        return follow.times(token, limit)
                .map(found -> new PageJson<>(
                        found.starts().stream()
                                .map(start -> AvailabilityJson.of(
                                        start,
                                        found.visit(),
                                        sites.zoneOf(start.first().site())))
                                .toList(),
                        null));
    }

    @POST
    @Path("reschedule")
    @PermitAll
    @Operation(
            summary = "Move a visit by link",
            description = "With a link that is for it; the link is over then, and the patient gets new ones. No login.")
    @Refuses({
        "link-invalid",
        "link-expired",
        "link-superseded",
        "forbidden",
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
        "resource-taken"
    })
    public Uni<AppointmentLinkJson> rescheduleByLink(
            @PathParam("token") String token, @Valid @NotNull RescheduleByLinkJson body) {
        return follow.reschedule(token, Ids.inBody(Ids.SLOT, body.slotId(), SchedulingProblem.SLOT_UNKNOWN))
                .map(this::shown);
    }

    private AppointmentLinkJson shown(LinkedVisit visit) {
        var site = visit.appointment().site();
        var name = sites.find(site).map(calendar -> calendar.site().name()).orElse(site);
        return AppointmentLinkJson.of(visit, name, sites.zoneOf(site));
    }
}
