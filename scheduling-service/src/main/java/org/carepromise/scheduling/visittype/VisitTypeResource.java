package org.carepromise.scheduling.visittype;

import java.util.List;

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

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.Caller;
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
import org.carepromise.scheduling.visittype.VisitTypeJson.NewVisitTypeJson;
import org.carepromise.scheduling.visittype.VisitTypeJson.VisitTypeReplacementJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/visit-types")
@Tag(name = "visit-types")
@RolesAllowed("**")
public class VisitTypeResource {

    private static final List<String> LIST = List.of("visit-types");

    private final VisitTypes visitTypes;
    private final CreateVisitType createVisitType;
    private final ReplaceVisitType replaceVisitType;
    private final Transactions transactions;
    private final CurrentCaller caller;
    private final Once once;

    VisitTypeResource(
            VisitTypes visitTypes,
            CreateVisitType createVisitType,
            ReplaceVisitType replaceVisitType,
            Transactions transactions,
            CurrentCaller caller,
            Once once) {
        this.visitTypes = visitTypes;
        this.createVisitType = createVisitType;
        this.replaceVisitType = replaceVisitType;
        this.transactions = transactions;
        this.caller = caller;
        this.once = once;
    }

    @GET
    @WithSession
    @Operation(summary = "List visit types", description = "By id.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<VisitTypeJson>> listVisitTypes(
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var after = Cursor.read(cursor, LIST, 1).map(keys -> keys.get(0));
        return visitTypes
                .page(after, limit + 1)
                .map(rows -> PageJson.of(rows, limit, VisitTypeJson::of, last -> Cursor.after(LIST, last.id)));
    }

    @GET
    @Path("{id}")
    @WithSession
    @Operation(summary = "Read a visit type", description = "One visit type with its length, buffers and limits.")
    public Uni<VisitTypeJson> getVisitType(@PathParam("id") String id) {
        return visitTypes
                .findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(HttpProblem.NOT_FOUND))
                .map(VisitTypeJson::of);
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    @Operation(summary = "Create a visit type", description = "The id is yours; it stands in bookings and searches.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = VisitTypeJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "visit-type-exists",
        "instructions-too-hard"
    })
    public Uni<Response> createVisitType(@Valid @NotNull NewVisitTypeJson body) {
        var admin = adminOfEverySite();
        return once.required(admin, "createVisitType", body.requestId(), body, tx -> createVisitType
                .create(tx, body)
                .map(created -> Answer.created("/v1/visit-types/" + created.id(), created.version(), created)));
    }

    @PUT
    @Path("{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            summary = "Replace a visit type",
            description = "For what is booked from now on. Booked visits keep their time and their reminders.")
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = VisitTypeJson.class)))
    @Refuses({"version-missing", "version-stale", "instructions-too-hard"})
    public Uni<Response> replaceVisitType(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull VisitTypeReplacementJson body) {
        adminOfEverySite();
        return transactions
                .run(tx -> replaceVisitType.replace(tx, id, body, ifMatch))
                .map(replaced -> Response.ok(replaced)
                        .header(HttpHeaders.ETAG, Version.etag(replaced.version()))
                        .build());
    }

    private Caller adminOfEverySite() {
        var admin = caller.get();
        if (!admin.sites().all()) {
            throw Problem.of(
                    HttpProblem.FORBIDDEN, "A visit type holds at every site: a token for all of them is needed.");
        }
        return admin;
    }
}
