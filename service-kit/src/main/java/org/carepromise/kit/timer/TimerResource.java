package org.carepromise.kit.timer;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;

/** Timers that were set aside because their handler failed too often, for those who put the cause right. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/{service}/set-aside-timers")
@Tag(name = "timers")
@RolesAllowed(Role.ADMIN)
public class TimerResource {

    private final Pool pool;
    private final TimerStore store;
    private final Transactions transactions;
    private final CurrentCaller caller;

    TimerResource(Pool pool, TimerStore store, Transactions transactions, CurrentCaller caller) {
        this.pool = pool;
        this.store = store;
        this.transactions = transactions;
        this.caller = caller;
    }

    @Schema(name = "SetAsideTimer")
    public record SetAsideTimerJson(
            String id,
            String kind,
            String subject,
            int tier,
            Instant dueAt,
            int tries,
            Instant setAsideAt,
            String site) {

        static SetAsideTimerJson of(TimerStore.SetAside found) {
            var timer = found.timer();
            return new SetAsideTimerJson(
                    Long.toString(found.id()),
                    timer.kind(),
                    timer.subject(),
                    timer.tier(),
                    timer.dueAt(),
                    found.tries(),
                    found.setAsideAt(),
                    timer.site());
        }
    }

    @GET
    @Operation(
            summary = "List timers that were set aside",
            description = "Their handler failed too often; the rest goes on. Oldest first, of the token's sites.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<SetAsideTimerJson>> listSetAsideTimers(
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var sites = caller.get().sites();
        var filters = List.of();
        long after = Cursor.read(cursor, filters, 1, keys -> Long.valueOf(keys.get(0)))
                .orElse(0L);
        return store.setAside(pool, after, sites.all(), sites.names(), limit + 1)
                .map(rows ->
                        PageJson.of(rows, limit, SetAsideTimerJson::of, found -> Cursor.after(filters, found.id())));
    }

    @POST
    @Path("{id}/replay")
    @Operation(
            summary = "Let a timer that was set aside fire again",
            description = "It is due at once, with all its tries before it.")
    @APIResponse(responseCode = "204", description = "It is due again")
    @Refuses("not-found")
    public Uni<Void> replaySetAsideTimer(@PathParam("id") @Size(max = 20) String id) {
        var sites = caller.get().sites();
        return transactions.run(tx -> store.replay(tx, number(id), sites.all(), sites.names())
                .invoke(found -> {
                    if (!found) {
                        throw Problem.of(HttpProblem.NOT_FOUND);
                    }
                })
                .replaceWithVoid());
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException noId) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
    }
}
