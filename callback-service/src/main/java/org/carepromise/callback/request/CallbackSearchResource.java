package org.carepromise.callback.request;

import java.util.Arrays;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.Ids;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.paging.PageJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/callbacks/searches")
@Tag(name = "callbacks")
@RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
public class CallbackSearchResource {

    private static final UUID BEFORE_NONE = new UUID(-1, -1);

    private final SearchCallbacks searchCallbacks;
    private final CurrentCaller caller;

    CallbackSearchResource(SearchCallbacks searchCallbacks, CurrentCaller caller) {
        this.searchCallbacks = searchCallbacks;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Find callbacks",
            description = "By patient, phone, family name, or all of a site; the newest first. Of several of these the"
                    + " first named here decides where to look.")
    @Refuses({"cursor-invalid", "phone-invalid"})
    public Uni<PageJson<CallbackJson>> searchCallbacks(@Valid @NotNull CallbackSearchJson body) {
        var filters = Arrays.<Object>asList(
                "callback-search",
                body.patientId(),
                body.phone(),
                body.familyName(),
                body.site(),
                body.state(),
                body.updatedSince());
        var before = Cursor.read(body.cursor(), filters, 1, keys -> UUID.fromString(keys.get(0)))
                .orElse(BEFORE_NONE);
        return searchCallbacks
                .search(caller.get(), body, before, body.limitOrDefault() + 1)
                .map(rows -> PageJson.of(
                        rows,
                        body.limitOrDefault(),
                        each -> each,
                        last -> Cursor.after(filters, Ids.inPath(Ids.CALLBACK, last.id()))));
    }
}
