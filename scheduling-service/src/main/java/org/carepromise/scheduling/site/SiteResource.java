package org.carepromise.scheduling.site;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;

/** Sites are declared in a file; here they are only read. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/v1/sites")
@Tag(name = "sites")
@RolesAllowed("**")
public class SiteResource {

    private final Sites sites;

    SiteResource(Sites sites) {
        this.sites = sites;
    }

    @GET
    @Operation(summary = "List sites", description = "Every site with its zone and regular hours.")
    public PageJson<SiteJson> listSites() {
        var items = sites.current().calendars().values().stream()
                .map(calendar -> SiteJson.of(calendar.site()))
                .toList();
        return new PageJson<>(items, null);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a site", description = "One site with its zone and regular hours.")
    public SiteJson getSite(@PathParam("id") String id) {
        return sites.find(id)
                .map(calendar -> SiteJson.of(calendar.site()))
                .orElseThrow(() -> Problem.of(HttpProblem.NOT_FOUND));
    }
}
