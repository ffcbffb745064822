package org.carepromise.scheduling.session;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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
import org.carepromise.scheduling.session.SessionTemplateJson.NewSessionTemplateJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/session-templates")
@Tag(name = "session-templates")
@RolesAllowed({Role.ADMIN, Role.SUPERVISOR})
public class SessionTemplateResource {

    private final CreateSessionTemplate createSessionTemplate;
    private final CurrentCaller caller;
    private final Once once;

    SessionTemplateResource(CreateSessionTemplate createSessionTemplate, CurrentCaller caller, Once once) {
        this.createSessionTemplate = createSessionTemplate;
        this.caller = caller;
        this.once = once;
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
        "template-makes-no-slot",
        "session-overlaps"
    })
    public Uni<Response> createSessionTemplate(@Valid @NotNull NewSessionTemplateJson body) {
        var planner = caller.get();
        return once.required(planner, "createSessionTemplate", body.requestId(), body, tx -> createSessionTemplate
                .create(tx, planner, body)
                .map(saved -> Answer.created("/v1/session-templates/" + saved.id(), saved.version(), saved)));
    }
}
