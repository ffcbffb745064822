package org.carepromise.callback.call;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.SpokenLanguage;
import org.carepromise.callback.call.CallFiguresSearch.Cell;
import org.carepromise.callback.call.CallFiguresSearch.Place;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;

@Produces(MediaType.APPLICATION_JSON)
@Path("/v1/call-figures")
@Tag(name = "calls")
@RolesAllowed({Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN})
public class CallFiguresResource {

    private static final int LONGEST_THRESHOLD = 3_600;

    private final ComputeCallFigures computeFigures;
    private final CallsConfig config;
    private final Sites sites;
    private final ProductClock clock;
    private final CurrentCaller caller;

    CallFiguresResource(
            ComputeCallFigures computeFigures,
            CallsConfig config,
            Sites sites,
            ProductClock clock,
            CurrentCaller caller) {
        this.computeFigures = computeFigures;
        this.config = config;
        this.sites = sites;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @Path("intervals")
    @Operation(
            summary = "Read a day's calls by quarters of an hour",
            description =
                    "Service level, abandonment, speed of answer and hand-offs by the time of the offer, counted from"
                            + " all that was reported at this moment; today's, if you name no other date. Of the sites that the"
                            + " token reaches. Quarters in a declared surge are marked, and their abandonment is judged by its"
                            + " limit. Each figure has its parts, and its formula is named.")
    @Refuses("site-unknown")
    public Uni<CallFiguresJson> getCallIntervals(
            @QueryParam("site") @Size(min = 1, max = 64) String site,
            @Parameter(description = "BCP 47") @QueryParam("language") @Size(min = 2, max = 35) String language,
            @Parameter(description = "A date at the site") @QueryParam("date") LocalDate date,
            @Parameter(description = "Of an answer in time; 30, if configured no other")
                    @QueryParam("thresholdSeconds")
                    @Min(1)
                    @Max(LONGEST_THRESHOLD)
                    Integer thresholdSeconds,
            @QueryParam("serviceLevelFormula") ServiceLevelFormula serviceLevelFormula,
            @QueryParam("abandonmentFormula") AbandonmentFormula abandonmentFormula) {
        var now = clock.instant();
        return compute(
                placesOf(site, caller.get(), (name, zone) -> Place.on(name, zone, date, now)),
                language,
                Cell.INTERVAL,
                thresholdSeconds,
                serviceLevelFormula,
                abandonmentFormula);
    }

    @GET
    @Path("days")
    @Operation(
            summary = "Read calls by days",
            description =
                    "The same figures by dates of the sites, with the cost per contact where the sites' monthly costs"
                            + " are configured. The last thirty days with today, if you name no others; at most 366.")
    @Refuses({"site-unknown", "range-invalid"})
    public Uni<CallFiguresJson> getCallDays(
            @QueryParam("site") @Size(min = 1, max = 64) String site,
            @Parameter(description = "BCP 47") @QueryParam("language") @Size(min = 2, max = 35) String language,
            @Parameter(description = "The first date counted") @QueryParam("from") LocalDate from,
            @Parameter(description = "The first date no longer counted") @QueryParam("to") LocalDate to,
            @Parameter(description = "Of an answer in time; 30, if configured no other")
                    @QueryParam("thresholdSeconds")
                    @Min(1)
                    @Max(LONGEST_THRESHOLD)
                    Integer thresholdSeconds,
            @QueryParam("serviceLevelFormula") ServiceLevelFormula serviceLevelFormula,
            @QueryParam("abandonmentFormula") AbandonmentFormula abandonmentFormula) {
        var now = clock.instant();
        return compute(
                placesOf(site, caller.get(), (name, zone) -> Place.range(name, zone, from, to, now)),
                language,
                Cell.DAY,
                thresholdSeconds,
                serviceLevelFormula,
                abandonmentFormula);
    }

    private Uni<CallFiguresJson> compute(
            List<Place> places,
            String language,
            Cell cell,
            Integer thresholdSeconds,
            ServiceLevelFormula serviceLevelFormula,
            AbandonmentFormula abandonmentFormula) {
        var search = new CallFiguresSearch(
                places,
                Optional.ofNullable(language).map(SpokenLanguage::of),
                cell,
                Optional.ofNullable(thresholdSeconds).map(Duration::ofSeconds).orElseGet(config::threshold),
                Optional.ofNullable(serviceLevelFormula).orElse(ServiceLevelFormula.DEFAULT),
                Optional.ofNullable(abandonmentFormula).orElse(AbandonmentFormula.DEFAULT));
        return computeFigures.compute(search).map(figures -> CallFiguresJson.of(figures, config));
    }

    private List<Place> placesOf(String site, Caller reader, BiFunction<String, ZoneId, Place> place) {
        var calendars = sites.current().calendars();
        if (site != null && !calendars.containsKey(site)) {
            throw Problem.of(CallbackProblem.SITE_UNKNOWN).at("?site", "one of GET /v1/sites");
        }
        if (site != null) {
            reader.checkCovers(site);
        }
        return calendars.keySet().stream()
                .filter(name -> site == null ? reader.sites().covers(name) : name.equals(site))
                .sorted()
                .map(name -> place.apply(name, sites.zoneOf(name)))
                .toList();
    }
}
