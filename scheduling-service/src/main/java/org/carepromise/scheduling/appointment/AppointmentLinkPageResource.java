package org.carepromise.scheduling.appointment;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;

import org.carepromise.kit.link.PlainPage;
import org.carepromise.kit.notice.NoticesConfig;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.availability.Availability.Found;
import org.carepromise.scheduling.link.AppointmentLinks;

/**
 * The same as {@link AppointmentLinkResource} for a patient's browser: plain pages, without script. A GET asks, the button
 * posts. Part of no contract: what they look like may change. Whoever takes anything gets JSON.
 */
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8;qs=0.9")
@Path("/v1/appointment-links/{token}")
@PermitAll
public class AppointmentLinkPageResource {

    private static final String ADDRESS = "/v1/appointment-links/";
    private static final int TIMES_SHOWN = 12;

    private final FollowAppointmentLink follow;
    private final Sites sites;
    private final NoticesConfig notices;
    private final Template template;

    AppointmentLinkPageResource(
            FollowAppointmentLink follow,
            Sites sites,
            NoticesConfig notices,
            @Location("appointment-link.html") Template template) {
        this.follow = follow;
        this.sites = sites;
        this.notices = notices;
        this.template = template;
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Response> askByLink(@PathParam("token") String token, @Context HttpHeaders headers) {
        return shown(
                token,
                headers,
                follow.look(token)
                        .flatMap(visit -> visit.link().purpose().equals(AppointmentLinks.RESCHEDULE)
                                ? follow.times(token, TIMES_SHOWN).map(found -> asking(token, visit, found))
                                : Uni.createFrom().item(asking(token, visit, null))));
    }

    @POST
    @Path("confirmation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> confirmOnPage(@PathParam("token") String token, @Context HttpHeaders headers) {
        return shown(token, headers, follow.confirm(token).map(this::done));
    }

    @POST
    @Path("cancellation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> cancelOnPage(@PathParam("token") String token, @Context HttpHeaders headers) {
        return shown(token, headers, follow.cancel(token).map(this::done));
    }

    @POST
    @Path("reschedule")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> rescheduleOnPage(
            @PathParam("token") String token, @FormParam("slotId") String slotId, @Context HttpHeaders headers) {
        return shown(
                token,
                headers,
                Uni.createFrom()
                        .item(() -> Ids.inBody(Ids.SLOT, slotId, SchedulingProblem.SLOT_UNKNOWN))
                        .flatMap(slot -> follow.reschedule(token, slot))
                        .map(this::done));
    }

    private LinkPage asking(String token, LinkedVisit visit, Found found) {
        var site = visit.appointment().site();
        return LinkPage.asking(ADDRESS + token, visit, nameOf(site), sites.zoneOf(site), found, phoneOf(site));
    }

    private LinkPage done(LinkedVisit visit) {
        var site = visit.appointment().site();
        return LinkPage.done(visit, nameOf(site), sites.zoneOf(site), phoneOf(site));
    }

    private Uni<Response> shown(String token, HttpHeaders headers, Uni<LinkPage> page) {
        return page.flatMap(ready -> rendered(200, ready))
                .onFailure(Problem.class)
                .recoverWithUni(failure -> {
                    var problem = (Problem) failure;
                    return rendered(
                            problem.code().status(),
                            LinkPage.refused(
                                    ADDRESS + token,
                                    problem,
                                    PlainPage.languageOf(headers),
                                    notices.phone().orElse(null)));
                });
    }

    private Uni<Response> rendered(int status, LinkPage page) {
        return template.data("page", page).createUni().map(html -> PlainPage.answer(status, html));
    }

    private String nameOf(String site) {
        return sites.find(site).map(calendar -> calendar.site().name()).orElse(site);
    }

    private String phoneOf(String site) {
        var own = notices.phoneOfSite().get(site);
        return own == null ? notices.phone().orElse(null) : own;
    }
}
