package org.carepromise.callback.staffing;

import java.util.List;
import java.util.Optional;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.Ids;
import org.carepromise.callback.staffing.StaffingPlanJson.ListedJson;
import org.carepromise.callback.staffing.StaffingPlanJson.NewPlanJson;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.bulk.BulkColumn;
import org.carepromise.kit.bulk.BulkColumns;
import org.carepromise.kit.bulk.BulkExport;
import org.carepromise.kit.bulk.BulkFormat;
import org.carepromise.kit.bulk.BulkPage;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.version.Version;

/** Plans are computed on a worker's thread: a large week takes longer than an event loop may be kept. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/staffing-plans")
@Tag(name = "staffing")
@RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
public class StaffingPlanResource {

    private static final UUID AFTER_ALL = new UUID(-1, -1);
    private static final long MOST_COUNTED = 1_000_000_000;
    private static final BulkColumns COLUMNS = BulkColumns.of(
            column("startsAt"),
            column("calls"),
            column("erlangs"),
            column("agents"),
            column("scheduled"),
            column("fullTimeEquivalents"),
            column("forecast.waiting"),
            column("forecast.serviceLevel"),
            column("forecast.speedOfAnswerSeconds"),
            column("forecast.abandonment"),
            column("forecast.occupancy"),
            column("given.agents"),
            column("given.stable"),
            column("given.serviceLevel"),
            column("given.speedOfAnswerSeconds"),
            column("given.abandonment"),
            column("given.occupancy"),
            column("actual.offered"),
            column("actual.answered"));

    private final DraftStaffing draftPlan;
    private final KeepStaffingPlans keepPlans;
    private final ShowStaffing showPlan;
    private final BulkExport bulkExport;
    private final CurrentCaller caller;
    private final Once once;

    StaffingPlanResource(
            DraftStaffing draftPlan,
            KeepStaffingPlans keepPlans,
            ShowStaffing showPlan,
            BulkExport bulkExport,
            CurrentCaller caller,
            Once once) {
        this.draftPlan = draftPlan;
        this.keepPlans = keepPlans;
        this.showPlan = showPlan;
        this.bulkExport = bulkExport;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Blocking
    @Operation(
            summary = "Plan how many agents a day or week needs",
            description =
                    "For each interval the fewest agents who meet the target, people to schedule, and what callers"
                            + " will meet; for all intervals hours and full-time agents. Callers wait (Erlang C) or, with"
                            + " `patience`, give up (Erlang A). Where `agents` are named, also what these make of the calls: more"
                            + " calls than they can answer are said to be unstable. The plan is kept, and read again beside what"
                            + " came.")
    @APIResponse(
            responseCode = "201",
            description = "Planned",
            content = @Content(schema = @Schema(implementation = StaffingPlanJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "site-unknown",
        "staffing-arrivals-unclear",
        "staffing-days-invalid",
        "staffing-handling-time-missing",
        "staffing-history-missing",
        "staffing-interval-invalid",
        "staffing-load-too-large",
        "staffing-weeks-invalid"
    })
    public Uni<Response> createStaffingPlan(@Valid @NotNull NewPlanJson body) {
        var asking = caller.get();
        var draft = draftPlan.draft(asking, body);
        var shown = showPlan.kept(draft);
        return once.required(asking, "createStaffingPlan", body.requestId(), body, tx -> keepPlans
                .create(tx, asking, draft)
                .replaceWith(Answer.created("/v1/staffing-plans/" + shown.id(), SavedPlan.VERSION, shown)));
    }

    @POST
    @Path("previews")
    @Blocking
    @Operation(
            summary = "Compute a staffing plan without keeping it",
            description =
                    "The same answer as for a plan that is kept, but its id. Try assumptions with it, or ask what so"
                            + " many agents make of the calls of one interval.")
    @Refuses({
        "site-unknown",
        "staffing-arrivals-unclear",
        "staffing-days-invalid",
        "staffing-handling-time-missing",
        "staffing-history-missing",
        "staffing-interval-invalid",
        "staffing-load-too-large",
        "staffing-weeks-invalid"
    })
    public StaffingPlanJson previewStaffingPlan(@Valid @NotNull NewPlanJson body) {
        return showPlan.preview(draftPlan.draft(caller.get(), body));
    }

    @GET
    @RolesAllowed({Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "List a site's staffing plans", description = "The newest first.")
    @Refuses({"cursor-invalid", "site-unknown"})
    public Uni<PageJson<ListedJson>> listStaffingPlans(
            @QueryParam("site") @NotNull @Size(min = 1, max = 64) String site,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var list = List.of("staffing-plans", site);
        var before = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(AFTER_ALL);
        return keepPlans
                .ofSite(caller.get(), site, before, limit + 1)
                .map(rows -> PageJson.of(rows, limit, ListedJson::of, last -> Cursor.after(list, last.id())));
    }

    @GET
    @Path("{id}")
    @Blocking
    @RolesAllowed({Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Read a staffing plan", description = "One of the token's sites.")
    @APIResponse(
            responseCode = "200",
            description = "The plan",
            content = @Content(schema = @Schema(implementation = StaffingPlanJson.class)))
    public Response getStaffingPlan(@PathParam("id") String id) {
        return Response.ok(read(id))
                .header(HttpHeaders.ETAG, Version.etag(SavedPlan.VERSION))
                .build();
    }

    @GET
    @Path("{id}/intervals")
    @Blocking
    @Produces({BulkFormat.NDJSON_TYPE, BulkFormat.CSV_TYPE})
    @RolesAllowed({Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR})
    @Operation(
            summary = "Write out a staffing plan's intervals",
            description = "`Accept` says whether as a table or as JSON, one interval a line.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = BulkFormat.NDJSON_TYPE, schema = @Schema(implementation = String.class)),
                @Content(mediaType = BulkFormat.CSV_TYPE, schema = @Schema(implementation = String.class))
            })
    @Refuses("not-acceptable")
    public Response exportStaffingIntervals(
            @PathParam("id") String id, @Parameter(hidden = true) @Context HttpHeaders headers) {
        var format = BulkFormat.accepted(headers.getAcceptableMediaTypes());
        var plan = read(id);
        return bulkExport.answer(plan.id(), format, COLUMNS, id, all -> Uni.createFrom()
                .item(new BulkPage<String>(plan.intervals(), Optional.empty())));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove a staffing plan", description = "A plan never changes: make another one instead.")
    @APIResponse(responseCode = "204", description = "Removed")
    @Refuses({"version-missing", "version-stale"})
    public Uni<Void> removeStaffingPlan(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return keepPlans.remove(caller.get(), Ids.inPath(Ids.STAFFING_PLAN, id), ifMatch);
    }

    @GET
    @Path("rules-of-thumb")
    @Operation(
            summary = "Hold rules of thumb against a plan",
            description = "Ranges of people for so many calls a month and so many beds, by ratios in use. They know"
                    + " nothing of when calls come, and promise nothing.")
    public RulesOfThumbJson getStaffingRulesOfThumb(
            @QueryParam("monthlyCalls") @Min(0) @Max(MOST_COUNTED) Long monthlyCalls,
            @QueryParam("beds") @Min(0) @Max(MOST_COUNTED) Long beds) {
        return RulesOfThumbJson.of(Optional.ofNullable(monthlyCalls), Optional.ofNullable(beds));
    }

    private StaffingPlanJson read(String id) {
        var plan = keepPlans
                .one(caller.get(), Ids.inPath(Ids.STAFFING_PLAN, id))
                .await()
                .indefinitely();
        return showPlan.kept(plan);
    }

    private static BulkColumn column(String name) {
        return BulkColumn.optional(name, BulkColumn.Kind.TEXT);
    }
}
