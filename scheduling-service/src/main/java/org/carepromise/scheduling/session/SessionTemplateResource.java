package org.carepromise.scheduling.session;

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
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.session.SessionTemplateJson.NewSessionTemplateJson;
import org.carepromise.scheduling.session.SessionTemplateJson.SessionTemplateReplacementJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/session-templates")
@Tag(name = "session-templates")
@RolesAllowed({Role.ADMIN, Role.SUPERVISOR})
public class SessionTemplateResource {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final CreateSessionTemplate createSessionTemplate;
    private final ChangeSessionTemplate changeSessionTemplate;
    private final Transactions transactions;
    private final SessionStore store;
    private final Pool pool;
    private final CurrentCaller caller;
    private final Once once;

    SessionTemplateResource(
            CreateSessionTemplate createSessionTemplate,
            ChangeSessionTemplate changeSessionTemplate,
            Transactions transactions,
            SessionStore store,
            Pool pool,
            CurrentCaller caller,
            Once once) {
        this.createSessionTemplate = createSessionTemplate;
        this.changeSessionTemplate = changeSessionTemplate;
        this.transactions = transactions;
        this.store = store;
        this.pool = pool;
        this.caller = caller;
        this.once = once;
    }

    @GET
    @Operation(
            summary = "List session templates",
            description = "Oldest first; those of the sites that the token reaches.")
    @Refuses({"cursor-invalid", "provider-unknown"})
    public Uni<PageJson<SessionTemplateJson>> listSessionTemplates(
            @QueryParam("provider") @Size(max = 64) String provider,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var list = Arrays.asList("session-templates", provider);
        var after = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(BEFORE_ALL);
        var id = provider == null ? null : Ids.inBody(Ids.PROVIDER, provider, SchedulingProblem.PROVIDER_UNKNOWN);
        return store.page(pool, id, caller.get().sites(), after, limit + 1)
                .map(rows -> PageJson.of(rows, limit, SessionTemplateJson::of, last -> Cursor.after(list, last.id())));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a session template", description = "A provider's regular week at a site.")
    public Uni<SessionTemplateJson> getSessionTemplate(@PathParam("id") String id) {
        var planner = caller.get();
        return store.find(pool, Ids.inPath(Ids.TEMPLATE, id)).map(found -> {
            if (found == null || !planner.sites().covers(found.site())) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            return SessionTemplateJson.of(found);
        });
    }

    @POST
    @Operation(
            summary = "Save a provider's regular week",
            description = "Writes its sessions and slots for the next 180 days, and further as days pass.")
    @APIResponse(
            responseCode = "201",
            description = "Saved",
            content = @Content(schema = @Schema(implementation = SessionTemplateJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "site-unknown",
        "provider-unknown",
        "provider-not-at-site",
        "visit-type-not-offered",
        "range-invalid",
        "exception-outside-dates",
        "local-time-in-gap",
        "carve-out-unusable",
        "template-makes-no-slot",
        "session-overlaps"
    })
    public Uni<Response> createSessionTemplate(@Valid @NotNull NewSessionTemplateJson body) {
        var planner = caller.get();
        return once.required(planner, "createSessionTemplate", body.requestId(), body, tx -> createSessionTemplate
                .create(tx, planner, body)
                .map(saved -> Answer.created("/v1/session-templates/" + saved.id(), saved.version(), saved)));
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Replace a session template",
            description =
                    "Changes its sessions that have not begun. With dryRun=true it only says which sessions come, change "
                            + "and fall out, and which visits would lose their time. While there are such visits the "
                            + "change is refused, or, with stranded KEEP, their sessions stay as they are.")
    @APIResponse(
            responseCode = "200",
            description = "What the change did, or would do",
            content = @Content(schema = @Schema(implementation = SessionTemplateChangeJson.class)))
    @Refuses({
        "version-missing",
        "version-stale",
        "site-unknown",
        "provider-unknown",
        "provider-not-at-site",
        "visit-type-not-offered",
        "range-invalid",
        "exception-outside-dates",
        "local-time-in-gap",
        "carve-out-unusable",
        "template-makes-no-slot",
        "session-overlaps",
        "appointments-stranded",
        "capacity-below-booked"
    })
    public Uni<Response> replaceSessionTemplate(
            @PathParam("id") String id,
            @Parameter(description = "Only say what the change would do") @QueryParam("dryRun") @DefaultValue("false")
                    boolean dryRun,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull SessionTemplateReplacementJson body) {
        var planner = caller.get();
        var template = Ids.inPath(Ids.TEMPLATE, id);
        return transactions
                .run(tx -> changeSessionTemplate.change(tx, planner, template, body, ifMatch, dryRun))
                .map(change -> Response.ok(change)
                        .header(HttpHeaders.ETAG, Version.etag(change.template().version()))
                        .build());
    }
}
