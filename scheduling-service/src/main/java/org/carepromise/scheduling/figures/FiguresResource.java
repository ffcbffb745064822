package org.carepromise.scheduling.figures;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.SchedulingProblem;

@Produces(MediaType.APPLICATION_JSON)
@Path("/v1/scheduling/figures")
@Tag(name = "figures")
@RolesAllowed({Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN})
public class FiguresResource {

    private final ComputeFigures computeFigures;
    private final Sites sites;
    private final ProductClock clock;
    private final CurrentCaller caller;
    private final FiguresConfig config;

    FiguresResource(
            ComputeFigures computeFigures,
            Sites sites,
            ProductClock clock,
            CurrentCaller caller,
            FiguresConfig config) {
        this.computeFigures = computeFigures;
        this.sites = sites;
        this.clock = clock;
        this.caller = caller;
        this.config = config;
    }

    @GET
    @Operation(
            summary = "Read figures of access and no-shows",
            description =
                    "Third next available, fill rate, unused carve-out, no-shows by lead time, visits recovered by "
                            + "reminder and waiting list with their value. Each with its parts and how it is counted. Of the sites "
                            + "that the token reaches; the last 30 days, if you name no others.")
    @Refuses({"site-unknown", "visit-type-unknown", "range-invalid"})
    public Uni<FiguresJson> getSchedulingFigures(
            @QueryParam("site") @Size(min = 1, max = 64) String site,
            @QueryParam("visitType") @Size(min = 1, max = 64) String visitType,
            @Parameter(description = "The first instant counted, with offset") @QueryParam("from") Instant from,
            @Parameter(description = "The first no longer counted, with offset; at most 366 days after from")
                    @QueryParam("to")
                    Instant to) {
        var search = FiguresSearch.of(
                sitesOf(site, caller.get()), Optional.ofNullable(visitType), from, to, clock.instant());
        return computeFigures
                .compute(search)
                .map(figures -> FiguresJson.of(figures, sites::zoneOf, config.visitValue()));
    }

    private List<String> sitesOf(String site, Caller reader) {
        if (site == null) {
            return sites.current().calendars().keySet().stream()
                    .filter(reader.sites()::covers)
                    .sorted()
                    .toList();
        }
        if (sites.find(site).isEmpty()) {
            throw Problem.of(SchedulingProblem.SITE_UNKNOWN).at("?site", "one of GET /v1/sites");
        }
        reader.checkCovers(site);
        return List.of(site);
    }
}
