package org.carepromise.callback.call;

import java.util.List;
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
import org.carepromise.callback.call.SurgeJson.NewSurgeJson;
import org.carepromise.callback.call.SurgeJson.SurgeClosureJson;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.version.Version;

@Produces(MediaType.APPLICATION_JSON)
@Path("/v1/surges")
@Tag(name = "calls")
@RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
public class SurgeResource {

    private static final UUID BEHIND_ALL = new UUID(-1, -1);

    private final KeepSurges keepSurges;
    private final CurrentCaller caller;
    private final Once once;

    SurgeResource(KeepSurges keepSurges, CurrentCaller caller, Once once) {
        this.keepSurges = keepSurges;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Declare a surge",
            description = "Hours in which more call than the desk is made for, and where their calls go. Abandonment of"
                    + " calls that are offered in them is judged by the limit for surges. It begins now or later; a site has"
                    + " one at a time.")
    @APIResponse(
            responseCode = "201",
            description = "Declared",
            content = @Content(schema = @Schema(implementation = SurgeJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "site-unknown",
        "surge-times-invalid",
        "surge-overlaps"
    })
    public Uni<Response> declareSurge(@Valid @NotNull NewSurgeJson body) {
        var asking = caller.get();
        return once.required(asking, "declareSurge", body.requestId(), body, tx -> keepSurges
                .declare(tx, asking, body)
                .map(surge -> Answer.created("/v1/surges/" + surge.publicId(), surge.version(), SurgeJson.of(surge))));
    }

    @GET
    @RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
    @Operation(summary = "List a site's surges", description = "Declared last, shown first.")
    @Refuses({"cursor-invalid", "site-unknown"})
    public Uni<PageJson<SurgeJson>> listSurges(
            @QueryParam("site") @NotNull @Size(min = 1, max = 64) String site,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var list = List.of("surges", site);
        var before = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(BEHIND_ALL);
        return keepSurges
                .ofSite(caller.get(), site, before, limit + 1)
                .map(rows -> PageJson.of(rows, limit, SurgeJson::of, last -> Cursor.after(list, last.id())));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
    @Operation(summary = "Read a surge", description = "Of one of the token's sites.")
    @APIResponse(
            responseCode = "200",
            description = "The surge",
            content = @Content(schema = @Schema(implementation = SurgeJson.class)))
    public Uni<Response> getSurge(@PathParam("id") String id) {
        return keepSurges.one(caller.get(), Ids.inPath(Ids.SURGE, id)).map(surge -> Response.ok(SurgeJson.of(surge))
                .header(HttpHeaders.ETAG, Version.etag(surge.version()))
                .build());
    }

    @POST
    @Path("{id}/closure")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "End a surge before its time",
            description = "From now on the usual limits hold. One that has not begun is called off.")
    @APIResponse(
            responseCode = "200",
            description = "Over",
            content = @Content(schema = @Schema(implementation = SurgeJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "surge-over"})
    public Uni<Response> endSurge(@PathParam("id") String id, @Valid @NotNull SurgeClosureJson body) {
        var asking = caller.get();
        var surge = Ids.inPath(Ids.SURGE, id);
        return once.optional(asking, "endSurge", body.requestId(), body, tx -> keepSurges
                .end(tx, asking, surge)
                .map(ended -> Answer.ok(ended.version(), SurgeJson.of(ended))));
    }
}
