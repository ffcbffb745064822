package org.carepromise.messaging.script;

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

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.version.Version;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.script.ScriptJson.FilledJson;
import org.carepromise.messaging.script.ScriptJson.NewFillJson;
import org.carepromise.messaging.script.ScriptJson.NewScriptJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/scripts")
@Tag(name = "scripts")
@RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
public class ScriptResource {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final KeepScripts keepScripts;
    private final CurrentCaller caller;
    private final Once once;

    ScriptResource(KeepScripts keepScripts, CurrentCaller caller, Once once) {
        this.keepScripts = keepScripts;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @RolesAllowed({Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN})
    @Operation(
            summary = "Draft an answer for patients",
            description =
                    "In one language; a translation has the same name. A clinical lead approves it. Text that asks"
                            + " for more than six years of school is refused, and its longest sentence named.")
    @APIResponse(
            responseCode = "201",
            description = "Drafted",
            content = @Content(schema = @Schema(implementation = ScriptJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "topic-unknown",
        "script-text-invalid",
        "script-hard-to-read"
    })
    public Uni<Response> draftScript(@Valid @NotNull NewScriptJson body) {
        var asking = caller.get();
        return once.required(asking, "draftScript", body.requestId(), body, tx -> keepScripts
                .draft(tx, asking, body)
                .map(script -> Answer.created(
                        "/v1/scripts/" + Ids.SCRIPT.format(script.id()), script.version(), ScriptJson.of(script))));
    }

    @GET
    @Operation(summary = "List scripts", description = "Oldest first.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<ScriptJson>> listScripts(
            @QueryParam("topic") @Size(min = 1, max = 64) String topic,
            @QueryParam("language") @Size(min = 2, max = 35) String language,
            @QueryParam("state") Script.State state,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var list = Arrays.asList("scripts", topic, language, state);
        var after = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(BEFORE_ALL);
        return keepScripts
                .list(topic, language, state, after, limit + 1)
                .map(rows -> PageJson.of(rows, limit, ScriptJson::of, last -> Cursor.after(list, last.id())));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a script", description = "Any edition, also a retired one.")
    @APIResponse(
            responseCode = "200",
            description = "The script",
            content = @Content(schema = @Schema(implementation = ScriptJson.class)))
    public Uni<Response> getScript(@PathParam("id") String id) {
        return keepScripts.one(Ids.inPath(Ids.SCRIPT, id)).map(script -> Response.ok(ScriptJson.of(script))
                .header(HttpHeaders.ETAG, Version.etag(script.version()))
                .build());
    }

    @POST
    @Path("{id}/approval")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.CLINICAL_LEAD)
    @Operation(
            summary = "Approve a script",
            description = "It may be used from now on; the edition before it is retired.")
    @APIResponse(
            responseCode = "200",
            description = "Approved",
            content = @Content(schema = @Schema(implementation = ScriptJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "script-not-draft"})
    public Uni<Response> approveScript(@PathParam("id") String id) {
        var asking = caller.get();
        var script = Ids.inPath(Ids.SCRIPT, id);
        return once.optional(asking, "approveScript", null, id, tx -> keepScripts
                .approve(tx, asking, script)
                .map(ScriptResource::changed));
    }

    @POST
    @Path("{id}/retirement")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.CLINICAL_LEAD)
    @Operation(summary = "Retire a script", description = "Nobody uses it any more.")
    @APIResponse(
            responseCode = "200",
            description = "Retired",
            content = @Content(schema = @Schema(implementation = ScriptJson.class)))
    @Refuses({"idempotency-key-invalid", "idempotency-key-reused", "request-in-progress", "script-not-approved"})
    public Uni<Response> retireScript(@PathParam("id") String id) {
        var asking = caller.get();
        var script = Ids.inPath(Ids.SCRIPT, id);
        return once.optional(asking, "retireScript", null, id, tx -> keepScripts
                .retire(tx, asking, script)
                .map(ScriptResource::changed));
    }

    @POST
    @Path("{id}/fills")
    @Operation(
            summary = "Fill a script",
            description = "Answers the text with the values put in, as they are and once; nothing is stored or sent. A"
                    + " placeholder without value, or a text that became hard to read, is refused.")
    @APIResponse(responseCode = "200", description = "The text")
    @Refuses({"script-not-approved", "script-unfilled", "script-hard-to-read"})
    public Uni<FilledJson> fillScript(@PathParam("id") String id, @Valid @NotNull NewFillJson body) {
        return keepScripts.fill(Ids.inPath(Ids.SCRIPT, id), body.byName()).map(FilledJson::new);
    }

    private static Answer changed(Script script) {
        return Answer.ok(script.version(), ScriptJson.of(script));
    }
}
