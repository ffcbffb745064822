package org.carepromise.scheduling.availability;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.patient.PatientProblem;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.availability.Availability.Answer;
import org.carepromise.scheduling.availability.AvailabilityPageJson.NoneJson;
import org.carepromise.scheduling.availability.StartOrder.Key;
import org.carepromise.scheduling.availability.StartOrder.Position;
import org.carepromise.scheduling.visittype.Modality;

@Produces(MediaType.APPLICATION_JSON)
@Path("/v1/availability")
@Tag(name = "availability")
@RolesAllowed("**")
public class AvailabilityResource {

    private static final int CURSOR_AT_MOST = 1_000;
    private static final int CURSOR_KEYS = 5;
    private static final Duration LONGEST_RANGE = Duration.ofDays(366);

    private final Availability availability;
    private final Sites sites;
    private final ProductClock clock;
    private final CurrentCaller caller;

    AvailabilityResource(Availability availability, Sites sites, ProductClock clock, CurrentCaller caller) {
        this.availability = availability;
        this.sites = sites;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"**", Role.GUEST})
    @Operation(
            summary = "Search the next available times",
            description =
                    "Earliest first, and of those that begin together the provider with fewest visits that day. What is "
                            + "listed can be booked now: the same function decides on both. Where nothing is found, `none` says why, "
                            + "and when that changes by itself.")
    @Refuses({
        "cursor-invalid",
        "language-unknown",
        "provider-unknown",
        "range-invalid",
        "site-unknown",
        "visit-type-unknown"
    })
    public Uni<AvailabilityPageJson> searchAvailability(
            @Parameter(description = "One or more; all of the modality if absent")
                    @QueryParam("visitType")
                    @Size(max = 20)
                    List<@Size(min = 1, max = 64) String> visitTypes,
            @Parameter(description = "Any of this modality") @QueryParam("modality") Modality modality,
            @Parameter(description = "One or more; all if absent") @QueryParam("site") @Size(max = 50)
                    List<@Size(min = 1, max = 64) String> site,
            @Parameter(description = "One or more; any if absent") @QueryParam("provider") @Size(max = 50)
                    List<@Size(max = 64) String> provider,
            @Parameter(description = "That the provider speaks, BCP 47: es finds es-US and es-US finds es")
                    @QueryParam("language")
                    @Size(min = 2, max = 35)
                    String language,
            @Parameter(description = "One or more, of the site's calendar; any if absent") @QueryParam("weekday")
                    List<DayOfWeek> weekdays,
            @Parameter(description = "The first time of day wanted at the site, HH:mm") @QueryParam("earliest")
                    LocalTime earliest,
            @Parameter(
                            description =
                                    "The last time of day wanted, itself included; before earliest it is past midnight")
                    @QueryParam("latest")
                    LocalTime latest,
            @Parameter(description = "The earliest start wanted, with offset") @QueryParam("from") Instant from,
            @Parameter(description = "The first start no longer wanted, with offset; at most 366 days after from")
                    @QueryParam("to")
                    Instant to,
            @QueryParam("cursor") @Size(max = CURSOR_AT_MOST) String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
        if (visitTypes.isEmpty() && modality == null) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("?visitType", "a visit type, or a modality");
        }
        checkRange(from, to);
        var search = new AvailabilitySearch(
                visitTypes.stream().distinct().sorted().toList(),
                Optional.ofNullable(modality),
                sitesOf(site),
                provider.stream()
                        .map(id -> Ids.inBody(Ids.PROVIDER, id, SchedulingProblem.PROVIDER_UNKNOWN))
                        .distinct()
                        .sorted()
                        .toList(),
                Optional.ofNullable(language).map(AvailabilityResource::languageOf),
                weekdays.isEmpty() ? Set.of() : EnumSet.copyOf(weekdays),
                Optional.ofNullable(earliest),
                Optional.ofNullable(latest),
                from == null ? Instant.MIN : from,
                to == null ? Instant.MAX : to);
        var after = Cursor.read(cursor, filters(search, site), CURSOR_KEYS, AvailabilityResource::position);
        return availability.page(search, after.orElse(null), limit).map(answer -> shown(answer, filters(search, site)));
    }

    private void checkRange(Instant from, Instant to) {
        if (to == null) {
            return;
        }
        var begin = from == null ? clock.instant() : from;
        if (from != null && !begin.isBefore(to) || begin.plus(LONGEST_RANGE).isBefore(to)) {
            throw Problem.of(SchedulingProblem.RANGE_INVALID).at("?to", "after from, by at most 366 days");
        }
    }

    private static String languageOf(String tag) {
        try {
            return new Locale.Builder()
                    .setLanguageTag(tag)
                    .build()
                    .toLanguageTag()
                    .toLowerCase(Locale.ROOT);
        } catch (IllformedLocaleException unknown) {
            throw Problem.of(PatientProblem.LANGUAGE_UNKNOWN).at("?language", "a tag such as en or es-US");
        }
    }

    /** All sites there are is another search than these sites, though it finds the same today. */
    private static List<?> filters(AvailabilitySearch search, List<String> site) {
        return List.of(
                search.visitTypes(),
                search.modality(),
                site.isEmpty() ? "all" : search.sites(),
                search.providers(),
                search.language(),
                search.weekdays(),
                search.earliest(),
                search.latest(),
                search.from(),
                search.to());
    }

    private static Position position(List<String> keys) {
        return new Position(
                Cursor.instant(keys.get(0)),
                new Key(UUID.fromString(keys.get(1)), keys.get(2)),
                new Key(UUID.fromString(keys.get(3)), keys.get(4)));
    }

    private AvailabilityPageJson shown(Answer answer, List<?> filters) {
        return new AvailabilityPageJson(
                answer.page().shown().stream()
                        .map(listed -> AvailabilityJson.of(
                                listed.start(),
                                listed.visit(),
                                sites.zoneOf(listed.start().first().site())))
                        .toList(),
                answer.page()
                        .next()
                        .map(next -> Cursor.after(
                                filters,
                                next.startsAt(),
                                next.lead().slot(),
                                next.lead().visitType(),
                                next.last().slot(),
                                next.last().visitType()))
                        .orElse(null),
                answer.none().map(NoneJson::of).orElse(null));
    }

    private List<String> sitesOf(List<String> named) {
        var guest = caller.guest();
        if (guest.isPresent()) {
            named.forEach(caller.get()::checkReaches);
            return List.of(guest.get().site());
        }
        if (named.isEmpty()) {
            return List.copyOf(sites.current().calendars().keySet());
        }
        if (named.stream().anyMatch(site -> sites.find(site).isEmpty())) {
            throw Problem.of(SchedulingProblem.SITE_UNKNOWN).at("?site", "one of GET /v1/sites");
        }
        return named.stream().distinct().sorted().toList();
    }
}
