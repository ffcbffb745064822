package org.carepromise.callback.desk;

import java.util.List;
import java.util.Optional;

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

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.desk.DeskJson.NewPauseJson;
import org.carepromise.callback.desk.DeskJson.QueueJson;
import org.carepromise.callback.desk.DeskJson.QueuedJson;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.tx.Transactions;

/** A site's queue, named by the site. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/callback-queues/{site}")
@Tag(name = "callback-queue")
@RolesAllowed({Role.SUPERVISOR, Role.CLINICAL_LEAD, Role.ADMIN})
public class CallbackQueueResource {

    private final ReadQueue readQueue;
    private final PauseIntake pauseIntake;
    private final Transactions transactions;
    private final CurrentCaller caller;

    CallbackQueueResource(
            ReadQueue readQueue, PauseIntake pauseIntake, Transactions transactions, CurrentCaller caller) {
        this.readQueue = readQueue;
        this.pauseIntake = pauseIntake;
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "See how a queue stands",
            description = "How many are in which state, by skill and language; who has what since when, and until when;"
                    + " whether patients' requests are taken. It names no patient. What changes is heard at"
                    + " /v1/callback/events/stream?site=")
    @Refuses("not-found")
    public Uni<QueueJson> getCallbackQueue(@PathParam("site") @Size(max = 64) String site) {
        readQueue.check(caller.get(), site);
        return transactions.run(tx -> readQueue.standing(tx, site));
    }

    @GET
    @Path("callbacks")
    @Operation(
            summary = "List who waits in a queue",
            description =
                    "In the order in which they are taken: those put first, first attempts by their limit, so that"
                            + " what is at risk comes early, then retries by when they are due. Each with what was promised.")
    @Refuses({"not-found", "cursor-invalid"})
    public Uni<PageJson<QueuedJson>> listQueuedCallbacks(
            @PathParam("site") @Size(max = 64) String site,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var asking = caller.get();
        readQueue.check(asking, site);
        var list = List.of("queued-callbacks", site);
        var after = Cursor.read(cursor, list, 3, QueuePlace::of).orElse(QueuePlace.START);
        return transactions
                .run(tx -> readQueue.waiting(tx, asking, site, after, limit + 1))
                .map(rows -> PageJson.of(
                        rows,
                        limit,
                        ReadQueue.Queued::json,
                        last -> Cursor.after(
                                list,
                                last.place().part(),
                                last.place().at(),
                                last.place().id())));
    }

    @POST
    @Path("intake-pause")
    @Operation(
            summary = "Take no more requests from patients",
            description =
                    "Until a time, or until somebody resumes. Widget, portal and patients are refused with the"
                            + " reason, and told when it is over; staff may ask for patients all the same. What was promised stays.")
    @Refuses({"not-found", "pause-in-past"})
    public Uni<QueueJson> pauseCallbackIntake(
            @PathParam("site") @Size(max = 64) String site, @Valid @NotNull NewPauseJson body) {
        var asking = caller.get();
        readQueue.check(asking, site);
        return transactions.run(tx -> pauseIntake
                .pause(tx, asking, site, body.reason(), Optional.ofNullable(body.until()))
                .chain(() -> readQueue.standing(tx, site)));
    }

    @POST
    @Path("intake-resumption")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Take requests from patients again",
            description = "Where they are taken already nothing changes.")
    @Refuses("not-found")
    public Uni<QueueJson> resumeCallbackIntake(@PathParam("site") @Size(max = 64) String site) {
        var asking = caller.get();
        readQueue.check(asking, site);
        return transactions.run(tx -> pauseIntake.resume(tx, asking, site).chain(() -> readQueue.standing(tx, site)));
    }
}
