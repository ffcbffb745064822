package org.carepromise.callback.request;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;

@Produces(MediaType.APPLICATION_JSON)
@Path("/v1/callback-capacity")
@Tag(name = "callback-rosters")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR})
public class CapacityResource {

    private final SitePools pools;
    private final Sites sites;
    private final Pool pool;
    private final ProductClock clock;
    private final CurrentCaller caller;

    CapacityResource(SitePools pools, Sites sites, Pool pool, ProductClock clock, CurrentCaller caller) {
        this.pools = pools;
        this.sites = sites;
        this.pool = pool;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "See what callbacks are promised on",
            description = "How many agents a site has at this moment, rostered and seen, and how long one of them takes"
                    + " for a request, as its ended callbacks of the last four weeks tell.")
    @Refuses("site-unknown")
    public Uni<CapacityJson> getCallbackCapacity(@QueryParam("site") @NotNull @Size(min = 1, max = 64) String site) {
        if (sites.find(site).isEmpty()) {
            throw Problem.of(CallbackProblem.SITE_UNKNOWN).at("#/site", "a site of the sites file");
        }
        caller.get().checkCovers(site);
        var now = clock.instant();
        return pools.agentsOf(pool, site, now).map(capacity -> CapacityJson.of(site, capacity, now));
    }
}
