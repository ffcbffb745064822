package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.availability.Availability.Position;

@Produces(MediaType.APPLICATION_JSON)
@Path("/v1/availability")
@Tag(name = "availability")
@RolesAllowed("**")
public class AvailabilityResource {

    private final Availability availability;
    private final Sites sites;

    AvailabilityResource(Availability availability, Sites sites) {
        this.availability = availability;
        this.sites = sites;
    }

    @GET
    @Operation(
            summary = "Search the next available times",
            description = "Earliest first. What is listed can be booked now: the same function decides on both.")
    @Refuses({"cursor-invalid", "site-unknown", "provider-unknown", "visit-type-unknown"})
    public Uni<PageJson<AvailabilityJson>> searchAvailability(
            @QueryParam("visitType") @NotNull @Size(min = 1, max = 64) String visitType,
            @QueryParam("site") @Size(min = 1, max = 64) String site,
            @QueryParam("provider") @Size(max = 64) String provider,
            @Parameter(description = "The earliest start wanted, with offset") @QueryParam("from") Instant from,
            @Parameter(description = "The first start no longer wanted, with offset") @QueryParam("to") Instant to,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
        var filters = Arrays.asList(visitType, site, provider, from, to);
        var after = Cursor.read(
                cursor, filters, 2, keys -> new Position(Cursor.instant(keys.get(0)), UUID.fromString(keys.get(1))));
        var search = new AvailabilitySearch(
                visitType,
                Optional.ofNullable(site),
                sitesOf(site),
                Optional.ofNullable(provider)
                        .map(id -> Ids.inBody(Ids.PROVIDER, id, SchedulingProblem.PROVIDER_UNKNOWN)),
                from == null ? Instant.MIN : from,
                to == null ? Instant.MAX : to);
        return availability
                .next(search, after.orElse(null), limit + 1)
                .map(found -> PageJson.of(
                        found.starts(),
                        limit,
                        start -> AvailabilityJson.of(
                                start, found.visit(), sites.zoneOf(start.first().site())),
                        last -> Cursor.after(
                                filters, last.first().startsAt(), last.first().id())));
    }

    private String[] sitesOf(String site) {
        if (site == null) {
            return sites.current().calendars().keySet().toArray(String[]::new);
        }
        if (sites.find(site).isEmpty()) {
            throw Problem.of(SchedulingProblem.SITE_UNKNOWN).at("?site", "one of GET /v1/sites");
        }
        return new String[] {site};
    }
}
