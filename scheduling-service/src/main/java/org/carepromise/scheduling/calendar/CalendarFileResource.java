package org.carepromise.scheduling.calendar;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.contract.Refuses;

/** What calendar programs fetch: a resource of its own, since nobody logs in for it. */
@Produces(InvitationResource.CALENDAR)
@Path(CalendarFeedResource.PATH + "/{token}/" + CalendarFileResource.FILE)
@Tag(name = "calendar-feeds")
@PermitAll
public class CalendarFileResource {

    static final String FILE = "calendar.ics";

    private final ReadCalendarFeed readFeed;

    CalendarFileResource(ReadCalendarFeed readFeed) {
        this.readFeed = readFeed;
    }

    @GET
    @Operation(
            summary = "Subscribe to a provider's calendar",
            description =
                    "Without login: the token in the path is the secret. Busy times of the last 30 and the next 180 "
                            + "days by the appointment's reference, no patient and no kind of visit. What is cancelled stays for 30 "
                            + "days as STATUS CANCELLED. Ask with If-None-Match.")
    @APIResponse(
            responseCode = "200",
            description = "The calendar (RFC 5545)",
            content =
                    @Content(mediaType = InvitationResource.CALENDAR, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "304", description = "As it was")
    @Refuses("not-found")
    public Uni<Response> readCalendarFeed(
            @PathParam("token") String token, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return readFeed.read(new FeedToken(token), ifNoneMatch).map(feed -> (feed.text() == null
                        ? Response.notModified()
                        : Response.ok(feed.text())
                                .header(HttpHeaders.CONTENT_TYPE, InvitationResource.CALENDAR + "; charset=utf-8"))
                .header(HttpHeaders.ETAG, feed.etag())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header("Referrer-Policy", "no-referrer")
                .build());
    }
}
