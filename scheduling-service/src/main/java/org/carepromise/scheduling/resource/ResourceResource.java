package org.carepromise.scheduling.resource;

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
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.resource.ResourceJson.NewResourceJson;
import org.carepromise.scheduling.resource.ResourceJson.ResourceReplacementJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/resources")
@Tag(name = "resources")
@RolesAllowed({Role.ADMIN, Role.SUPERVISOR})
public class ResourceResource {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final KeepResources keepResources;
    private final ResourceStore store;
    private final Transactions transactions;
    private final Pool pool;
    private final CurrentCaller caller;
    private final Once once;

    ResourceResource(
            KeepResources keepResources,
            ResourceStore store,
            Transactions transactions,
            Pool pool,
            CurrentCaller caller,
            Once once) {
        this.keepResources = keepResources;
        this.store = store;
        this.transactions = transactions;
        this.pool = pool;
        this.caller = caller;
        this.once = once;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.SUPERVISOR, Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.INTEGRATION})
    @Operation(
            summary = "List rooms and devices",
            description =
                    "Oldest first; those of the sites that the token reaches, of one site or kind if you name it.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<ResourceJson>> listResources(
            @QueryParam("site") @Size(min = 1, max = 64) String site,
            @QueryParam("kind") @Size(min = 1, max = 64) String kind,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var list = Arrays.asList("resources", site, kind);
        var after = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(BEFORE_ALL);
        return store.page(pool, site, kind, caller.get().sites(), after, limit + 1)
                .map(rows -> PageJson.of(rows, limit, ResourceJson::of, last -> Cursor.after(list, last.id())));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.ADMIN, Role.SUPERVISOR, Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.INTEGRATION})
    @Operation(summary = "Read a room or device", description = "One of the sites that the token reaches.")
    @APIResponse(
            responseCode = "200",
            description = "The resource",
            content = @Content(schema = @Schema(implementation = ResourceJson.class)))
    public Uni<Response> getResource(@PathParam("id") String id) {
        var reader = caller.get();
        return store.find(pool, Ids.inPath(Ids.RESOURCE, id))
                .map(found -> KeepResources.reached(reader, found))
                .map(ResourceResource::shown);
    }

    @POST
    @Operation(
            summary = "Create a room or device",
            description = "Visits whose type asks for its kind are booked on it, one at a time.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = ResourceJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "site-unknown"
    })
    public Uni<Response> createResource(@Valid @NotNull NewResourceJson body) {
        var planner = caller.get();
        return once.required(planner, "createResource", body.requestId(), body, tx -> keepResources
                .create(tx, planner, body)
                .map(ResourceJson::of)
                .map(created -> Answer.created("/v1/resources/" + created.id(), created.version(), created)));
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "Replace a room or device", description = "Its name. Its site and kind stay.")
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = ResourceJson.class)))
    @Refuses({"version-missing", "version-stale"})
    public Uni<Response> replaceResource(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull ResourceReplacementJson body) {
        var planner = caller.get();
        var resource = Ids.inPath(Ids.RESOURCE, id);
        return transactions
                .run(tx -> keepResources.replace(tx, planner, resource, body, ifMatch))
                .map(ResourceResource::shown);
    }

    private static Response shown(SecondResource resource) {
        return Response.ok(ResourceJson.of(resource))
                .header(HttpHeaders.ETAG, Version.etag(resource.version()))
                .build();
    }
}
