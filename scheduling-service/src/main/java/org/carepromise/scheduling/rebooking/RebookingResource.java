package org.carepromise.scheduling.rebooking;

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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

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
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.rebooking.RebookingJson.CompletionJson;
import org.carepromise.scheduling.rebooking.RebookingStore.Listed;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/rebookings")
@Tag(name = "rebookings")
@RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
public class RebookingResource {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final CompleteRebooking completeRebooking;
    private final RebookingStore store;
    private final Pool pool;
    private final Sites sites;
    private final ProductClock clock;
    private final CurrentCaller caller;
    private final Once once;

    RebookingResource(
            CompleteRebooking completeRebooking,
            RebookingStore store,
            Pool pool,
            Sites sites,
            ProductClock clock,
            CurrentCaller caller,
            Once once) {
        this.completeRebooking = completeRebooking;
        this.store = store;
        this.pool = pool;
        this.sites = sites;
        this.clock = clock;
        this.caller = caller;
        this.once = once;
    }

    @GET
    @Operation(
            summary = "List rebookings",
            description = "Visits of cancelled sessions, oldest first: by default those for which a person is needed.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<RebookingJson>> listRebookings(
            @QueryParam("state") @DefaultValue("OPEN") RebookingState state,
            @QueryParam("site") @Size(min = 1, max = 64) String site,
            @Parameter(description = "Those of one cancelled session") @QueryParam("session") @Size(max = 64)
                    String session,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var list = Arrays.asList("rebookings", state, site, session);
        var after = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(BEFORE_ALL);
        var id = session == null ? null : Ids.inPath(Ids.SESSION, session);
        return store.page(pool, state, caller.get().sites(), site, id, after, limit + 1, clock.instant())
                .map(rows -> PageJson.of(
                        rows,
                        limit,
                        this::shown,
                        last -> Cursor.after(list, last.rebooking().id())));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a rebooking", description = "One visit of a cancelled session, and what became of it.")
    @APIResponse(
            responseCode = "200",
            description = "The rebooking",
            content = @Content(schema = @Schema(implementation = RebookingJson.class)))
    public Uni<Response> getRebooking(@PathParam("id") String id) {
        var reader = caller.get();
        return store.find(pool, Ids.inPath(Ids.REBOOKING, id)).map(found -> {
            if (found == null || !reader.sites().covers(found.rebooking().site())) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            return Response.ok(shown(found))
                    .header(HttpHeaders.ETAG, Version.etag(found.rebooking().version()))
                    .build();
        });
    }

    @POST
    @Path("{id}/completion")
    @Operation(
            summary = "Complete a rebooking",
            description = "A person has spoken with the patient, or tried in vain. Changes no appointment.")
    @APIResponse(
            responseCode = "200",
            description = "Closed",
            content = @Content(schema = @Schema(implementation = RebookingJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "version-stale",
        "rebooking-closed"
    })
    public Uni<Response> completeRebooking(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull CompletionJson body) {
        var agent = caller.get();
        var rebooking = Ids.inPath(Ids.REBOOKING, id);
        return once.optional(agent, "completeRebooking", body.requestId(), body, tx -> completeRebooking
                .complete(tx, agent, rebooking, body, ifMatch)
                .map(closed -> Answer.ok(closed.rebooking().version(), shown(closed))));
    }

    private RebookingJson shown(Listed listed) {
        return RebookingJson.of(listed, sites.zoneOf(listed.rebooking().site()));
    }
}
