package org.carepromise.callback.course;

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

/**
 * The same as {@link CallbackLinkResource} for a patient's browser: plain pages, without script. A GET asks, the buttons post.
 * Part of no contract: what they look like may change. Whoever takes anything gets JSON.
 */
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8;qs=0.9")
@Path("/v1/callback-links/{token}")
@PermitAll
public class CallbackLinkPageResource {

    private static final String ADDRESS = "/v1/callback-links/";

    private final FollowCallbackLink follow;
    private final Sites sites;
    private final NoticesConfig notices;
    private final Template template;

    CallbackLinkPageResource(
            FollowCallbackLink follow,
            Sites sites,
            NoticesConfig notices,
            @Location("callback-link.html") Template template) {
        this.follow = follow;
        this.sites = sites;
        this.notices = notices;
        this.template = template;
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Response> askByLink(@PathParam("token") String token, @Context HttpHeaders headers) {
        return shown(token, headers, follow.look(token).flatMap(linked -> follow.times(token)
                .map(offer -> CallbackLinkPage.asking(ADDRESS + token, linked, site(linked), offer))
                // what can't be moved now is shown all the same
                .onFailure(Problem.class)
                .recoverWithItem(refused -> CallbackLinkPage.asking(ADDRESS + token, linked, site(linked), null))));
    }

    @POST
    @Path("cancellation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> cancelOnPage(@PathParam("token") String token, @Context HttpHeaders headers) {
        return shown(token, headers, follow.cancel(token).map(this::done));
    }

    @POST
    @Path("window")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> moveOnPage(
            @PathParam("token") String token,
            @FormParam("time") String time,
            @FormParam("other") String other,
            @Context HttpHeaders headers) {
        return shown(
                token,
                headers,
                follow.look(token)
                        .flatMap(linked -> follow.move(
                                token,
                                ChosenTime.move(time, other, linked.callback().zone())))
                        .map(this::done));
    }

    private CallbackLinkPage done(LinkedCallback linked) {
        return CallbackLinkPage.done(linked, site(linked));
    }

    private CallbackLinkPage.Place site(LinkedCallback linked) {
        var site = linked.callback().site();
        var own = notices.phoneOfSite().get(site);
        return new CallbackLinkPage.Place(
                CallbackLinkResource.nameOf(sites, site),
                own == null ? notices.phone().orElse(null) : own);
    }

    private Uni<Response> shown(String token, HttpHeaders headers, Uni<CallbackLinkPage> page) {
        return page.flatMap(ready -> rendered(200, ready))
                .onFailure(Problem.class)
                .recoverWithUni(failure -> {
                    var problem = (Problem) failure;
                    return rendered(
                            problem.code().status(),
                            CallbackLinkPage.refused(
                                    ADDRESS + token,
                                    problem,
                                    PlainPage.languageOf(headers),
                                    notices.phone().orElse(null)));
                });
    }

    private Uni<Response> rendered(int status, CallbackLinkPage page) {
        return template.data("page", page).createUni().map(html -> PlainPage.answer(status, html));
    }
}
