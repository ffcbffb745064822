package org.carepromise.scheduling.provider;

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

import io.quarkus.hibernate.reactive.panache.common.WithSession;
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
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.provider.ProviderJson.NewProviderJson;
import org.carepromise.scheduling.provider.ProviderJson.ProviderReplacementJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/providers")
@Tag(name = "providers")
@RolesAllowed("**")
public class ProviderResource {

    private final Providers providers;
    private final CreateProvider createProvider;
    private final ReplaceProvider replaceProvider;
    private final Transactions transactions;
    private final CurrentCaller caller;
    private final Once once;

    ProviderResource(
            Providers providers,
            CreateProvider createProvider,
            ReplaceProvider replaceProvider,
            Transactions transactions,
            CurrentCaller caller,
            Once once) {
        this.providers = providers;
        this.createProvider = createProvider;
        this.replaceProvider = replaceProvider;
        this.transactions = transactions;
        this.caller = caller;
        this.once = once;
    }

    @GET
    @WithSession
    @Operation(summary = "List providers", description = "Oldest first; of one site, if you name it.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<ProviderJson>> listProviders(
            @QueryParam("site") @Size(min = 1, max = 64) String site,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var list = Arrays.asList("providers", site);
        var after = Cursor.read(cursor, list, 1, keys -> UUID.fromString(keys.get(0)));
        return providers
                .page(site, after, limit + 1)
                .map(rows -> PageJson.of(rows, limit, ProviderJson::of, last -> Cursor.after(list, last.id)));
    }

    @GET
    @Path("{id}")
    @WithSession
    @Operation(summary = "Read a provider", description = "Where the provider works, which visits and languages.")
    public Uni<ProviderJson> getProvider(@PathParam("id") String id) {
        return providers
                .findById(Ids.inPath(Ids.PROVIDER, id))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(HttpProblem.NOT_FOUND))
                .map(ProviderJson::of);
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    @Operation(summary = "Create a provider", description = "Give sessions to the provider with a session template.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = ProviderJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "site-unknown",
        "visit-type-unknown"
    })
    public Uni<Response> createProvider(@Valid @NotNull NewProviderJson body) {
        var admin = caller.get();
        return once.required(admin, "createProvider", body.requestId(), body, tx -> createProvider
                .create(tx, admin, body)
                .map(created -> Answer.created("/v1/providers/" + created.id(), created.version(), created)));
    }

    @PUT
    @Path("{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            summary = "Replace a provider",
            description = "A site or visit type that sessions or templates still need is not dropped by the way.")
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = ProviderJson.class)))
    @Refuses({"version-missing", "version-stale", "site-unknown", "visit-type-unknown", "provider-in-use"})
    public Uni<Response> replaceProvider(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull ProviderReplacementJson body) {
        var admin = caller.get();
        var provider = Ids.inPath(Ids.PROVIDER, id);
        return transactions
                .run(tx -> replaceProvider.replace(tx, admin, provider, body, ifMatch))
                .map(replaced -> Response.ok(replaced)
                        .header(HttpHeaders.ETAG, Version.etag(replaced.version()))
                        .build());
    }
}
