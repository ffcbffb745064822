package org.carepromise.scheduling.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.session.SessionCourseJson.CancellationJson;
import org.carepromise.scheduling.session.SessionCourseJson.CancelledJson;
import org.carepromise.scheduling.session.SessionCourseJson.DelayJson;
import org.carepromise.scheduling.session.SessionCourseJson.DelayedJson;
import org.carepromise.scheduling.session.SessionListStore.Position;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/sessions")
@Tag(name = "sessions")
@RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
public class SessionResource {

    private static final Duration USUAL_RANGE = Duration.ofDays(7);
    private static final Duration LONGEST_RANGE = Duration.ofDays(92);

    private final SessionListStore store;
    private final Pool pool;
    private final Sites sites;
    private final ProductClock clock;
    private final CurrentCaller caller;
    private final CancelSession cancelSession;
    private final DelaySession delaySession;
    private final Once once;

    SessionResource(
            SessionListStore store,
            Pool pool,
            Sites sites,
            ProductClock clock,
            CurrentCaller caller,
            CancelSession cancelSession,
            DelaySession delaySession,
            Once once) {
        this.cancelSession = cancelSession;
        this.delaySession = delaySession;
        this.once = once;
        this.store = store;
        this.pool = pool;
        this.sites = sites;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List sessions",
            description = "Those that begin in a range of at most 92 days, earliest first, with their seats.")
    @Refuses({"cursor-invalid", "site-unknown", "provider-unknown", "range-invalid"})
    public Uni<PageJson<SessionJson>> listSessions(
            @QueryParam("site") @Size(min = 1, max = 64) String site,
            @QueryParam("provider") @Size(max = 64) String provider,
            @Parameter(description = "The earliest start; now, if absent") @QueryParam("from") Instant from,
            @Parameter(description = "The first start no longer wanted; a week after from, if absent") @QueryParam("to")
                    Instant to,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var now = clock.instant();
        var list = Arrays.asList("sessions", site, provider, from, to);
        var after = Cursor.read(
                        cursor,
                        list,
                        2,
                        keys -> new Position(Cursor.instant(keys.get(0)), UUID.fromString(keys.get(1))))
                .orElse(Position.BEGINNING);
        var earliest = from == null ? now : from;
        var latest = to == null ? earliest.plus(USUAL_RANGE) : to;
        if (!earliest.isBefore(latest) || Duration.between(earliest, latest).compareTo(LONGEST_RANGE) > 0) {
            throw Problem.of(SchedulingProblem.RANGE_INVALID).at("?to", "after from, at most 92 days");
        }
        var id = provider == null ? null : Ids.inBody(Ids.PROVIDER, provider, SchedulingProblem.PROVIDER_UNKNOWN);
        return store.page(pool, sitesOf(caller.get(), site), id, earliest, latest, after, limit + 1, now)
                .map(rows -> PageJson.of(
                        rows,
                        limit,
                        session -> SessionJson.of(session, sites.zoneOf(session.site())),
                        last -> Cursor.after(list, last.startsAt(), last.id())));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read a session",
            description = "With its slots, their seats and when they open, and its caps.")
    public Uni<SessionJson> getSession(@PathParam("id") String id) {
        var reader = caller.get();
        var session = Ids.inPath(Ids.SESSION, id);
        var now = clock.instant();
        return store.find(pool, session, now).flatMap(found -> {
            if (found == null || !reader.sites().covers(found.site())) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            var zone = sites.zoneOf(found.site());
            return store.slots(pool, session, now).flatMap(slots -> store.caps(pool, session, now)
                    .map(caps -> SessionJson.of(
                            found,
                            zone,
                            slots.stream()
                                    .map(slot -> SessionJson.SlotJson.of(slot, zone))
                                    .toList(),
                            caps.stream().map(SessionJson.SessionCapJson::of).toList())));
        });
    }

    @POST
    @Path("{id}/cancellation")
    @RolesAllowed({Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN})
    @Operation(
            summary = "Cancel a session",
            description =
                    "Nobody books in it any more. Each visit that has not begun is moved within seconds: with the same "
                            + "provider, else with any, nearest to its time; the patient is told. Who gets no time, is not "
                            + "reached or does not confirm is listed at GET /v1/rebookings.")
    @APIResponse(
            responseCode = "200",
            description = "Cancelled",
            content = @Content(schema = @Schema(implementation = CancelledJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "session-cancelled",
        "session-over"
    })
    public Uni<Response> cancelSession(@PathParam("id") String id, @Valid @NotNull CancellationJson body) {
        var canceller = caller.get();
        var session = Ids.inPath(Ids.SESSION, id);
        return once.optional(canceller, "cancelSession", body.requestId(), body, tx -> cancelSession
                .cancel(tx, canceller, session, body.reason())
                .map(done -> new Answer(200, done, null, null)));
    }

    @POST
    @Path("{id}/delay")
    @Operation(
            summary = "Say that a session runs late",
            description = "Tells the patients who are still to come today, once for each amount. Moves no appointment.")
    @APIResponse(
            responseCode = "200",
            description = "Told",
            content = @Content(schema = @Schema(implementation = DelayedJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "session-cancelled",
        "session-over",
        "session-not-today"
    })
    public Uni<Response> delaySession(@PathParam("id") String id, @Valid @NotNull DelayJson body) {
        var teller = caller.get();
        var session = Ids.inPath(Ids.SESSION, id);
        return once.optional(teller, "delaySession", body.requestId(), body, tx -> delaySession
                .delay(tx, teller, session, body.delay())
                .map(done -> new Answer(200, done, null, null)));
    }

    /** What the token reaches of one site, or of all. */
    private String[] sitesOf(Caller reader, String site) {
        if (site != null && sites.find(site).isEmpty()) {
            throw Problem.of(SchedulingProblem.SITE_UNKNOWN).at("?site", "one of GET /v1/sites");
        }
        return sites.current().calendars().keySet().stream()
                .filter(each -> site == null || each.equals(site))
                .filter(reader.sites()::covers)
                .toArray(String[]::new);
    }
}
