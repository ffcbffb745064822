package org.carepromise.kit.alert;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
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

/** The alerts of the caller's sites, for whoever answers for them and for the desk that looks at the list. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/v1/{service}/alerts")
@Tag(name = "alerts")
@RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.RELATIONS, Role.ADMIN, Role.INTEGRATION
})
public class AlertResource {

    /** Behind every id there is. */
    private static final UUID NEWEST = new UUID(-1, -1);

    private final Pool pool;
    private final AlertStore store;
    private final AnswerAlert answer;
    private final CurrentCaller caller;
    private final Once once;

    AlertResource(Pool pool, AlertStore store, AnswerAlert answer, CurrentCaller caller, Once once) {
        this.pool = pool;
        this.store = store;
        this.answer = answer;
        this.caller = caller;
        this.once = once;
    }

    @GET
    @Operation(
            summary = "List alerts to staff",
            description = "Newest first; the sites of the token alone. Alerts without steps; read one to see them.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<AlertJson>> listAlerts(
            @QueryParam("state") AlertState state,
            @QueryParam("site") @Size(max = 64) String site,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var filters = Arrays.asList(state, site);
        var before = Cursor.read(cursor, filters, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(NEWEST);
        return store.page(pool, caller.get().sites(), site, state, before, limit + 1)
                .map(rows -> PageJson.of(rows, limit, AlertJson::of, last -> Cursor.after(filters, last.uuid())));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read an alert and its steps",
            description = "Whom it went to, when, and whether it got there.")
    @Refuses("not-found")
    public Uni<AlertJson> getAlert(@PathParam("id") String id) {
        var sites = caller.get().sites();
        var uuid = parse(id);
        return store.find(pool, uuid).flatMap(alert -> {
            if (alert == null || !sites.covers(alert.site())) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            return store.steps(pool, List.of(uuid)).map(steps -> AlertJson.of(alert, steps));
        });
    }

    @POST
    @Path("{id}/acknowledgement")
    @Operation(
            summary = "Acknowledge an alert",
            description =
                    "The caller answers for it, and nobody else is told. Where somebody does so already, that stays.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = AlertJson.class)))
    @Refuses("not-found")
    public Uni<Response> acknowledgeAlert(@PathParam("id") String id) {
        var who = caller.get();
        var uuid = parse(id);
        return once.optional(who, "acknowledgeAlert", null, id, tx -> answer.acknowledge(tx, who, uuid)
                .map(AlertResource::answered));
    }

    @POST
    @Path("{id}/hand-over")
    @Operation(
            summary = "Pass an alert on",
            description =
                    "The next one is told at once: somebody on duty who has not been told yet, else the last resort.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = AlertJson.class)))
    @Refuses({"not-found", "alert-acknowledged", "alert-at-last-resort"})
    public Uni<Response> handOverAlert(@PathParam("id") String id) {
        var who = caller.get();
        var uuid = parse(id);
        return once.optional(who, "handOverAlert", null, id, tx -> answer.passOn(tx, who, uuid)
                .map(AlertResource::answered));
    }

    private static Answer answered(Alert alert) {
        return Answer.ok(alert.version(), AlertJson.of(alert));
    }

    private static UUID parse(String id) {
        return Alert.ID.parse(id).orElseThrow(() -> Problem.of(HttpProblem.NOT_FOUND));
    }
}
