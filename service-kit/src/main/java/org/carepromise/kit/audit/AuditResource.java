package org.carepromise.kit.audit;

import java.util.Arrays;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;

/** The audit trail for those who look into it. A patient's id is searched for in a body, never in a URL. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/{service}/audit-entries")
@Tag(name = "audit")
@RolesAllowed(Role.AUDITOR)
public class AuditResource {

    private final Pool pool;
    private final AuditStore store;
    private final AuditVerifier verifier;
    private final CurrentCaller caller;

    AuditResource(Pool pool, AuditStore store, AuditVerifier verifier, CurrentCaller caller) {
        this.pool = pool;
        this.store = store;
        this.verifier = verifier;
        this.caller = caller;
    }

    @Schema(name = "AuditSearch")
    public record AuditSearchJson(
            @Size(max = 80) String object,
            @Size(max = 64) String patientId,
            @Size(max = 400) String cursor,
            @Min(1) @Max(200) Integer limit) {}

    @GET
    @Operation(summary = "List who read or wrote what", description = "Oldest first; the sites of the token alone.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<AuditEntry>> listAuditEntries(
            @QueryParam("object") @Size(max = 80) String object,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return page(new AuditSearch(object, null, caller.get().sites()), cursor, limit);
    }

    @POST
    @Path("searches")
    @Operation(
            summary = "Find who read or wrote a patient's data",
            description = "An accounting of disclosures, oldest first.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<AuditEntry>> searchAuditEntries(
            @jakarta.validation.Valid @jakarta.validation.constraints.NotNull AuditSearchJson search) {
        return page(
                new AuditSearch(
                        search.object(), search.patientId(), caller.get().sites()),
                search.cursor(),
                search.limit() == null ? 50 : search.limit());
    }

    @GET
    @Path("verification")
    @Operation(
            summary = "Check the audit trail against its seals",
            description = "Recomputes every seal and names the first row that was changed, removed or slipped in.")
    public Uni<AuditVerdict> verifyAuditTrail() {
        return verifier.verify();
    }

    private Uni<PageJson<AuditEntry>> page(AuditSearch search, String cursor, int limit) {
        var filters = Arrays.asList(search.object(), search.patient());
        long after = Cursor.read(cursor, filters, 1, keys -> Long.valueOf(keys.get(0)))
                .orElse(0L);
        return store.page(pool, search, after, limit + 1)
                .map(rows ->
                        PageJson.of(rows, limit, entry -> entry, entry -> Cursor.after(filters, entry.position())));
    }
}
