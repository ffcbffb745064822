package org.carepromise.kit.event;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.paging.PageJson;

/** The event log for other systems: by pages, and as it goes on. */
@Path("/v1/{service}/events")
@Tag(name = "events")
@RolesAllowed({Role.INTEGRATION, Role.SERVICE, Role.ADMIN, Role.SUPERVISOR})
public class EventResource {

    private static final String CURSOR = "Where to go on: a page's nextCursor, or the id of an event of the stream";

    private final ReadEvents readEvents;
    private final EventStreams streams;
    private final CurrentCaller caller;
    private final RoutingContext exchange;

    EventResource(ReadEvents readEvents, EventStreams streams, CurrentCaller caller, RoutingContext exchange) {
        this.readEvents = readEvents;
        this.streams = streams;
        this.caller = caller;
        this.exchange = exchange;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Read what happened, in order",
            description = "Oldest first, from the oldest event kept or behind a cursor. Unlike other lists this one "
                    + "always has `nextCursor`: keep it, and go on with it. While it differs from the one you sent there "
                    + "may be more at once, also behind an empty page; when it is the same you have all there is. "
                    + "Events of one subject come in their order; none is skipped, however late it was committed. Only "
                    + "the sites of the token are shown, to services all.")
    @Refuses({"cursor-invalid", "events-pruned", "forbidden"})
    public Uni<PageJson<EventJson>> listEvents(
            @QueryParam("after") @Size(max = 400) @Schema(description = CURSOR) String after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("type") @Size(max = 200) String type,
            @QueryParam("subject") @Size(max = 80) String subject,
            @QueryParam("site") @Size(max = 64) String site) {
        var search = EventSearch.by(caller.get(), type, subject, site);
        return readEvents
                .page(search, readEvents.position(after), limit)
                .map(page -> new PageJson<>(
                        page.events().stream()
                                .map(event -> EventJson.of(event, readEvents.source(), search.forService()))
                                .toList(),
                        readEvents.cursor(page.next())));
    }

    @GET
    @Path("stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({
        Role.INTEGRATION,
        Role.SERVICE,
        Role.ADMIN,
        Role.SUPERVISOR,
        Role.CLINICAL_LEAD,
        Role.NURSE,
        Role.AGENT
    })
    @Operation(
            summary = "Listen to what happens",
            description = "Server-sent events: `id` is a cursor, `event` the type, `data` a CloudEvent. With "
                    + "`Last-Event-ID` (or `after`) it goes on behind that event, else it begins with what happens "
                    + "next. A comment is sent every 15 seconds. Who does not keep up is cut off after 1,000 events in "
                    + "wait, and goes on by `Last-Event-ID` where it was. The token is looked at when a client "
                    + "connects.")
    @APIResponse(
            responseCode = "200",
            description = "The stream, which does not end by itself",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    @Refuses({"cursor-invalid", "events-pruned", "forbidden"})
    public Uni<Void> streamEvents(
            @HeaderParam("Last-Event-ID") @Size(max = 400) @Schema(description = CURSOR) String lastEventId,
            @QueryParam("after") @Size(max = 400) @Schema(description = CURSOR) String after,
            @QueryParam("type") @Size(max = 200) String type,
            @QueryParam("subject") @Size(max = 80) String subject,
            @QueryParam("site") @Size(max = 64) String site) {
        var search = EventSearch.by(caller.get(), type, subject, site);
        // the request's own, which outlives this call
        var request = exchange.request();
        return startOf(search, lastEventId == null ? after : lastEventId).flatMap(position -> {
            streams.open(request, search, position);
            // from here on the stream answers by itself
            return Uni.createFrom().nothing();
        });
    }

    private Uni<Long> startOf(EventSearch search, String cursor) {
        if (cursor == null) {
            return readEvents.head();
        }
        long position = readEvents.position(cursor);
        return readEvents.page(search, position, 1).replaceWith(position);
    }
}
