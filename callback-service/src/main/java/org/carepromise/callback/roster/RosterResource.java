package org.carepromise.callback.roster;

import java.util.List;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.Ids;
import org.carepromise.callback.roster.RosterJson.NewRosterJson;
import org.carepromise.callback.roster.RosterJson.RosterReplacementJson;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.version.Version;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/callback-rosters")
@Tag(name = "callback-rosters")
@RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
public class RosterResource {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final KeepRosters keepRosters;
    private final CurrentCaller caller;
    private final Once once;

    RosterResource(KeepRosters keepRosters, CurrentCaller caller, Once once) {
        this.keepRosters = keepRosters;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Operation(
            summary = "Roster agents for callbacks",
            description = "So many agents of one skill set and language at a site, by weekday and time; an override"
                    + " replaces a date. What is promised from now on counts with them, while the site is open.")
    @APIResponse(
            responseCode = "201",
            description = "Rostered",
            content = @Content(schema = @Schema(implementation = RosterJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "site-unknown",
        "roster-intervals-overlap"
    })
    public Uni<Response> createCallbackRoster(@Valid @NotNull NewRosterJson body) {
        var asking = caller.get();
        return once.required(asking, "createCallbackRoster", body.requestId(), body, tx -> keepRosters
                .create(tx, asking, body)
                .map(roster -> Answer.created(
                        "/v1/callback-rosters/" + Ids.ROSTER.format(roster.id()),
                        roster.version(),
                        RosterJson.of(roster))));
    }

    @GET
    @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "List a site's rosters", description = "Oldest first.")
    @Refuses({"cursor-invalid", "site-unknown"})
    public Uni<PageJson<RosterJson>> listCallbackRosters(
            @QueryParam("site") @NotNull @Size(min = 1, max = 64) String site,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var list = List.of("callback-rosters", site);
        var after = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(BEFORE_ALL);
        return keepRosters
                .ofSite(caller.get(), site, after, limit + 1)
                .map(rows -> PageJson.of(rows, limit, RosterJson::of, last -> Cursor.after(list, last.id())));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Read a roster", description = "One of the token's sites.")
    @APIResponse(
            responseCode = "200",
            description = "The roster",
            content = @Content(schema = @Schema(implementation = RosterJson.class)))
    public Uni<Response> getCallbackRoster(@PathParam("id") String id) {
        return keepRosters.one(caller.get(), Ids.inPath(Ids.ROSTER, id)).map(RosterResource::shown);
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Replace a roster",
            description = "The whole of it but the site. Promises that those who are left do not keep are made anew.")
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = RosterJson.class)))
    @Refuses({"version-missing", "version-stale", "roster-intervals-overlap"})
    public Uni<Response> replaceCallbackRoster(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull RosterReplacementJson body) {
        return keepRosters
                .replace(caller.get(), Ids.inPath(Ids.ROSTER, id), body, ifMatch)
                .map(RosterResource::shown);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Remove a roster",
            description = "Its agents do not count any more. Promises that the others do not keep are made anew.")
    @APIResponse(responseCode = "204", description = "Removed")
    @Refuses({"version-missing", "version-stale"})
    public Uni<Void> removeCallbackRoster(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return keepRosters.remove(caller.get(), Ids.inPath(Ids.ROSTER, id), ifMatch);
    }

    private static Response shown(Roster roster) {
        return Response.ok(RosterJson.of(roster))
                .header(HttpHeaders.ETAG, Version.etag(roster.version()))
                .build();
    }
}
