package org.carepromise.scheduling.calendar;

import java.util.Arrays;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.link.LinksConfig;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.calendar.CalendarFeedJson.NewCalendarFeedJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path(CalendarFeedResource.PATH)
@Tag(name = "calendar-feeds")
@RolesAllowed({Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN})
public class CalendarFeedResource {

    static final String PATH = "/v1/calendar-feeds";

    private final CalendarFeedStore store;
    private final CreateCalendarFeed createFeed;
    private final RevokeCalendarFeed revokeFeed;
    private final Transactions transactions;
    private final Pool pool;
    private final CurrentCaller caller;
    private final Once once;
    private final String baseUrl;

    CalendarFeedResource(
            CalendarFeedStore store,
            CreateCalendarFeed createFeed,
            RevokeCalendarFeed revokeFeed,
            Transactions transactions,
            Pool pool,
            CurrentCaller caller,
            Once once,
            LinksConfig links) {
        this.store = store;
        this.createFeed = createFeed;
        this.revokeFeed = revokeFeed;
        this.transactions = transactions;
        this.pool = pool;
        this.caller = caller;
        this.once = once;
        this.baseUrl = links.baseUrl().toString();
    }

    @POST
    @Operation(
            summary = "Create a provider's calendar feed",
            description = "The answer holds its URL, once: a secret that opens the calendar without login. For those "
                    + "whose token reaches every site of the provider.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = CalendarFeedJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "provider-unknown"
    })
    public Uni<Response> createCalendarFeed(@Valid @NotNull NewCalendarFeedJson body) {
        var creator = caller.get();
        var provider = Ids.inBody(Ids.PROVIDER, body.provider(), SchedulingProblem.PROVIDER_UNKNOWN);
        return once.required(creator, "createCalendarFeed", body.requestId(), body, tx -> createFeed
                .create(tx, creator, provider)
                .map(created -> Answer.created(
                        PATH + "/" + Ids.FEED.format(created.feed().id()),
                        created.feed().version(),
                        CalendarFeedJson.of(created.feed(), url(created.token())))));
    }

    @GET
    @Operation(
            summary = "List calendar feeds",
            description =
                    "Oldest first, without their URLs; of one provider, if you name it. Those of providers all of "
                            + "whose sites the token reaches.")
    @Refuses({"cursor-invalid", "provider-unknown"})
    public Uni<PageJson<CalendarFeedJson>> listCalendarFeeds(
            @QueryParam("provider") @Size(max = 64) String provider,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var reach = caller.get().sites();
        var list = Arrays.asList("calendar-feeds", provider);
        var after = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(new UUID(0, 0));
        var page = provider == null
                ? store.page(pool, reach, after, limit + 1)
                : store.pageOf(
                        pool,
                        Ids.inBody(Ids.PROVIDER, provider, SchedulingProblem.PROVIDER_UNKNOWN),
                        reach,
                        after,
                        limit + 1);
        return page.map(rows -> PageJson.of(rows, limit, CalendarFeedJson::of, last -> Cursor.after(list, last.id())));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a calendar feed", description = "Whose it is and since when; not its URL.")
    @APIResponse(
            responseCode = "200",
            description = "The feed",
            content = @Content(schema = @Schema(implementation = CalendarFeedJson.class)))
    public Uni<Response> getCalendarFeed(@PathParam("id") String id) {
        var reader = caller.get();
        return store.find(pool, Ids.inPath(Ids.FEED, id))
                .map(feed -> RevokeCalendarFeed.reached(reader, feed))
                .map(feed -> Response.ok(CalendarFeedJson.of(feed))
                        .header(HttpHeaders.ETAG, Version.etag(feed.version()))
                        .build());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke a calendar feed", description = "Its URL opens nothing from now on.")
    @APIResponse(responseCode = "204", description = "Revoked")
    @Refuses({"version-missing", "version-stale"})
    public Uni<Void> revokeCalendarFeed(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @QueryParam("version") Long version) {
        var revoker = caller.get();
        var feed = Ids.inPath(Ids.FEED, id);
        return transactions.run(tx -> revokeFeed.revoke(tx, revoker, feed, ifMatch, version));
    }

    private String url(FeedToken token) {
        return baseUrl + PATH + "/" + token.text() + "/" + CalendarFileResource.FILE;
    }
}
