package org.carepromise.kit.retention;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.retention.RetentionJson.RunJson;

/** How long what is kept, for those who answer for it. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/v1/{service}/retention")
@Tag(name = "retention")
@RolesAllowed({Role.ADMIN, Role.AUDITOR})
public class RetentionResource {

    private final Retention retention;

    RetentionResource(Retention retention) {
        this.retention = retention;
    }

    @GET
    @Operation(
            summary = "List what is kept for how long",
            description =
                    "Every table's rule, its period, and how many rows are older now. Audit rows are only counted: "
                            + "the service may not remove them.")
    public Uni<PageJson<RetentionJson>> listRetentionRules() {
        return retention.older().map(rules -> new PageJson<>(shown(rules), null));
    }

    @POST
    @Path("runs")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            summary = "Remove what has been kept long enough",
            description =
                    "The service does so by itself every minute. With dryRun=true nothing is removed, and the answer "
                            + "counts what would be; while another replica is at it, it counts 0.")
    public Uni<RunJson> runRetention(@QueryParam("dryRun") @DefaultValue("true") boolean dryRun) {
        return (dryRun ? retention.older() : retention.pruneOnce()).map(rules -> new RunJson(dryRun, shown(rules)));
    }

    private static List<RetentionJson> shown(List<Retention.Rows> rules) {
        return rules.stream().map(RetentionJson::of).toList();
    }
}
