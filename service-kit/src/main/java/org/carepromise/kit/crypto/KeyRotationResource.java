package org.carepromise.kit.crypto;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.crypto.KeyRotation.KeyRotationJson;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** Encrypting anew after the primary key has changed. Which key that is, no request decides. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/v1/{service}/key-rotations")
@Tag(name = "keys")
@RolesAllowed(Role.ADMIN)
public class KeyRotationResource {

    private static final int SHOWN = 50;

    private final Pool pool;
    private final KeyRotationStore store;
    private final RotateKeys rotateKeys;
    private final CurrentCaller caller;
    private final Once once;
    private final String service;

    KeyRotationResource(
            Pool pool,
            KeyRotationStore store,
            RotateKeys rotateKeys,
            CurrentCaller caller,
            Once once,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pool = pool;
        this.store = store;
        this.rotateKeys = rotateKeys;
        this.caller = caller;
        this.once = once;
        this.service = service;
    }

    @POST
    @Operation(
            summary = "Encrypt anew under the current key",
            description =
                    "Runs in the background, in small batches. When it is done and no row was unreadable, older keys "
                            + "can be taken out of the keyset.")
    @APIResponse(
            responseCode = "201",
            description = "Started",
            content = @Content(schema = @Schema(implementation = KeyRotationJson.class)))
    @Refuses({
        "key-rotation-running",
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress"
    })
    public Uni<Response> startKeyRotation() {
        var who = caller.get();
        return once.required(who, "startKeyRotation", null, "", tx -> rotateKeys
                .start(tx, who)
                .map(KeyRotationJson::of)
                .map(started -> Answer.created("/v1/" + service + "/key-rotations/" + started.id(), 1, started)));
    }

    @GET
    @Operation(summary = "List key rotations", description = "The newest 50, each with how far its columns have come.")
    public Uni<PageJson<KeyRotationJson>> listKeyRotations() {
        return store.newest(pool, SHOWN)
                .map(found ->
                        new PageJson<>(found.stream().map(KeyRotationJson::of).toList(), null));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read how far a key rotation has come", description = "Rows by column.")
    @Refuses("not-found")
    public Uni<KeyRotationJson> getKeyRotation(@PathParam("id") String id) {
        return store.find(pool, KeyRotation.ID.parse(id).orElseThrow(() -> Problem.of(HttpProblem.NOT_FOUND)))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(HttpProblem.NOT_FOUND))
                .map(KeyRotationJson::of);
    }
}
