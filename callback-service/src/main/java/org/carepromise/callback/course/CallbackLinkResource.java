package org.carepromise.callback.course;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.course.CallbackLinkJson.MoveByLinkJson;
import org.carepromise.callback.request.CallbackJson.QuoteJson;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.site.Sites;

/** What the link in a patient's text does, without login: whoever has it may. Browsers get pages instead. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/callback-links/{token}")
@Tag(name = "callback-links")
public class CallbackLinkResource {

    private final FollowCallbackLink follow;
    private final Sites sites;

    CallbackLinkResource(FollowCallbackLink follow, Sites sites) {
        this.follow = follow;
        this.sites = sites;
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @PermitAll
    @Operation(
            summary = "See the callback of a link",
            description = "Changes nothing, however often it is asked: mail scanners follow links. No login.")
    @Refuses({"link-invalid", "link-expired", "link-superseded"})
    public Uni<CallbackLinkJson> readCallbackLink(@PathParam("token") String token) {
        return follow.look(token).map(this::shown);
    }

    @GET
    @Path("times")
    @Consumes(MediaType.WILDCARD)
    @PermitAll
    @Operation(
            summary = "See when a link's callback could be instead",
            description = "As soon as possible, and the next windows. Nothing is kept for it. No login.")
    @Refuses({
        "link-invalid",
        "link-expired",
        "link-superseded",
        "callback-ended",
        "callback-being-called",
        "outside-calling-hours",
        "promise-capacity-exhausted"
    })
    public Uni<QuoteJson> quoteCallbackLink(@PathParam("token") String token) {
        return follow.times(token).map(QuoteJson::of);
    }

    @POST
    @Path("cancellation")
    @PermitAll
    @Operation(summary = "Cancel a callback by link", description = "Again it changes nothing. No login.")
    @Refuses({"link-invalid", "link-expired", "link-superseded", "callback-ended", "callback-being-called"})
    public Uni<CallbackLinkJson> cancelCallbackByLink(@PathParam("token") String token) {
        return follow.cancel(token).map(this::shown);
    }

    @POST
    @Path("window")
    @PermitAll
    @Operation(
            summary = "Move a callback by link",
            description = "The link is over then, and the number gets a new one. No login.")
    @Refuses({
        "link-invalid",
        "link-expired",
        "link-superseded",
        "callback-ended",
        "callback-being-called",
        "window-invalid",
        "window-in-past",
        "outside-calling-hours",
        "promise-capacity-exhausted"
    })
    public Uni<CallbackLinkJson> moveCallbackByLink(
            @PathParam("token") String token, @Valid @NotNull MoveByLinkJson body) {
        return follow.move(token, body.move()).map(this::shown);
    }

    private CallbackLinkJson shown(LinkedCallback linked) {
        return CallbackLinkJson.of(linked, nameOf(sites, linked.callback().site()));
    }

    static String nameOf(Sites sites, String site) {
        return sites.find(site).map(calendar -> calendar.site().name()).orElse(site);
    }
}
