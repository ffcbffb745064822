package org.carepromise.messaging.ruleset;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

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
import io.vertx.mutiny.core.Vertx;
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
import org.carepromise.kit.triage.RulesInForce;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.ruleset.RuleSetJson.ActiveJson;
import org.carepromise.messaging.ruleset.RuleSetJson.NewReplayJson;
import org.carepromise.messaging.ruleset.RuleSetJson.NewRuleSetJson;
import org.carepromise.triage.RuleSet;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/triage/rule-sets")
@Tag(name = "rule-sets")
@RolesAllowed(Role.CLINICAL_LEAD)
public class RuleSetResource {

    private static final UUID AFTER_ALL = new UUID(-1, -1);
    private static final int USUAL_MESSAGES = 1_000;
    private static final List<String> LIST = List.of("rule-sets");

    private final KeepRuleSets keep;
    private final ReplayDraft replayDraft;
    private final RulesInForce inForce;
    private final CurrentCaller caller;
    private final Once once;
    private final Vertx vertx;

    RuleSetResource(
            KeepRuleSets keep,
            ReplayDraft replayDraft,
            RulesInForce inForce,
            CurrentCaller caller,
            Once once,
            Vertx vertx) {
        this.keep = keep;
        this.replayDraft = replayDraft;
        this.inForce = inForce;
        this.caller = caller;
        this.once = once;
        this.vertx = vertx;
    }

    @POST
    @Operation(
            summary = "Draft a rule set of triage",
            description = "The whole text. A mistake is refused with its line. A draft decides nothing.")
    @APIResponse(
            responseCode = "201",
            description = "Drafted",
            content = @Content(schema = @Schema(implementation = RuleSetJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "rule-set-invalid",
        "rule-set-version-taken"
    })
    public Uni<Response> draftRuleSet(@Valid @NotNull NewRuleSetJson body) {
        var asking = caller.get();
        return vertx.executeBlocking(() -> KeepRuleSets.versionOf(body.content()), false)
                .flatMap(version -> once.required(asking, "draftRuleSet", body.requestId(), body, tx -> keep.draft(
                                tx, asking, version, body.content(), body.reason())
                        .map(draft -> Answer.created(
                                "/v1/triage/rule-sets/" + Ids.RULE_SET.format(draft.id()),
                                draft.version(),
                                RuleSetJson.inList(draft)))));
    }

    @GET
    @RolesAllowed({Role.CLINICAL_LEAD, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "List rule sets", description = "The newest first, without their texts.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<RuleSetJson>> listRuleSets(
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
        var before = Cursor.read(cursor, LIST, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(AFTER_ALL);
        return keep.list(before, limit + 1)
                .map(rows -> PageJson.of(rows, limit, RuleSetJson::inList, last -> Cursor.after(LIST, last.id())));
    }

    @GET
    @Path("active")
    @RolesAllowed({Role.CLINICAL_LEAD, Role.ADMIN, Role.AUDITOR, Role.SERVICE})
    @Operation(
            summary = "Read the rules that decide",
            description = "Other services fetch them when the feed tells that they changed.")
    public Uni<ActiveJson> getActiveRuleSet() {
        return keep.active().map(active -> Optional.ofNullable(active)
                .map(its -> new ActiveJson(its.rulesVersion(), its.content()))
                .orElseGet(() -> new ActiveJson(RuleSet.bundled().version(), null)));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.CLINICAL_LEAD, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Read a rule set", description = "With its text, its replay and who signed.")
    @APIResponse(
            responseCode = "200",
            description = "The rule set",
            content = @Content(schema = @Schema(implementation = RuleSetJson.class)))
    public Uni<Response> getRuleSet(@PathParam("id") String id) {
        return keep.one(Ids.inPath(Ids.RULE_SET, id)).map(kept -> Response.ok(RuleSetJson.of(kept))
                .header(HttpHeaders.ETAG, Version.etag(kept.version()))
                .build());
    }

    @POST
    @Path("{id}/replays")
    @Operation(
            summary = "Show what a draft would change",
            description = "Holds it against the rules in force, on the labelled messages and on the newest of patients:"
                    + " who moves up, who down, and on which words. What was signed before is void.")
    @APIResponse(
            responseCode = "200",
            description = "Replayed",
            content = @Content(schema = @Schema(implementation = RuleSetJson.class)))
    @Refuses({"rule-set-not-draft", "busy"})
    public Uni<Response> replayRuleSet(@PathParam("id") String id, @Valid @NotNull NewReplayJson body) {
        var most = Optional.ofNullable(body.messages()).orElse(USUAL_MESSAGES);
        return replayDraft
                .replay(caller.get(), Ids.inPath(Ids.RULE_SET, id), most)
                .map(kept -> Response.ok(RuleSetJson.inList(kept))
                        .header(HttpHeaders.ETAG, Version.etag(kept.version()))
                        .build());
    }

    @POST
    @Path("{id}/signatures")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Sign a draft",
            description = "For what its last replay showed. Two people sign where a message moves down.")
    @APIResponse(
            responseCode = "200",
            description = "Signed",
            content = @Content(schema = @Schema(implementation = RuleSetJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "rule-set-not-draft",
        "rule-set-not-replayed",
        "rule-set-signed-already"
    })
    public Uni<Response> signRuleSet(@PathParam("id") String id) {
        var asking = caller.get();
        return changed("signRuleSet", id, (tx, kept) -> keep.sign(tx, asking, kept));
    }

    @POST
    @Path("{id}/activation")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Let a draft decide",
            description = "From now on, in every service. Refused if a hard gate is missed or a signature missing.")
    @APIResponse(
            responseCode = "200",
            description = "It decides",
            content = @Content(schema = @Schema(implementation = RuleSetJson.class)))
    @Refuses({
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "rule-set-not-draft",
        "rule-set-not-replayed",
        "rule-set-gates-missed",
        "rule-set-signatures-missing"
    })
    public Uni<Response> activateRuleSet(@PathParam("id") String id) {
        var asking = caller.get();
        return changed("activateRuleSet", id, (tx, kept) -> keep.activate(tx, asking, kept))
                .call(inForce::refresh);
    }

    @POST
    @Path("{id}/rollback")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Take a rule set back",
            description = "What decided before it decides again, at once and without signatures.")
    @APIResponse(
            responseCode = "200",
            description = "It decides no more",
            content = @Content(schema = @Schema(implementation = RuleSetJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "rule-set-not-active"})
    public Uni<Response> rollBackRuleSet(@PathParam("id") String id) {
        var asking = caller.get();
        return changed("rollBackRuleSet", id, (tx, kept) -> keep.rollBack(tx, asking, kept))
                .call(inForce::refresh);
    }

    private Uni<Response> changed(String operation, String id, BiFunction<Tx, UUID, Uni<KeptRuleSet>> change) {
        var kept = Ids.inPath(Ids.RULE_SET, id);
        return once.optional(caller.get(), operation, null, id, tx -> change.apply(tx, kept)
                .map(after -> Answer.ok(after.version(), RuleSetJson.inList(after))));
    }
}
