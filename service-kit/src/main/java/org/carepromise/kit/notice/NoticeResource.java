package org.carepromise.kit.notice;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;

/** What patients were told, for staff: that and when, by which channel, and why not; neither text nor address. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/{service}/notices")
@Tag(name = "notices")
@RolesAllowed({
    Role.AGENT,
    Role.NURSE,
    Role.CLINICAL_LEAD,
    Role.SUPERVISOR,
    Role.RELATIONS,
    Role.ADMIN,
    Role.AUDITOR,
    Role.INTEGRATION
})
public class NoticeResource {

    /** Behind every id. */
    private static final UUID LAST = new UUID(-1, -1);

    private final Pool pool;
    private final NoticeStore store;
    private final CurrentCaller caller;

    NoticeResource(Pool pool, NoticeStore store, CurrentCaller caller) {
        this.pool = pool;
        this.store = store;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List the notices to patients",
            description = "The newest first; those of the token's sites, neither text nor address.")
    @Refuses("cursor-invalid")
    public Uni<PageJson<NoticeJson>> listNotices(
            @QueryParam("subject") @Size(max = 80) String subject,
            @QueryParam("state") NoticeState state,
            @QueryParam("cursor") @Size(max = 400) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var filters = Arrays.asList(subject, state);
        var before = Cursor.read(cursor, filters, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(LAST);
        return store.page(
                        pool,
                        caller.get().sites(),
                        Optional.ofNullable(subject),
                        Optional.ofNullable(state),
                        before,
                        limit + 1)
                .map(rows -> PageJson.of(rows, limit, NoticeJson::of, row -> Cursor.after(filters, row.id())));
    }
}
