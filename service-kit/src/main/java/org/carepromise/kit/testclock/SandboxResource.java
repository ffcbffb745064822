package org.carepromise.kit.testclock;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.sandbox.SandboxGuard;
import org.carepromise.kit.time.ProductClock;

/** One service's share of the sandbox; the gateway folds them into one. In production it is not there: 404. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/{service}/sandbox")
@Tag(name = "sandbox")
@PermitAll
public class SandboxResource {

    private final SandboxGuard sandbox;
    private final TestClock testClock;
    private final ProductClock clock;

    SandboxResource(SandboxGuard sandbox, TestClock testClock, ProductClock clock) {
        this.sandbox = sandbox;
        this.testClock = testClock;
        this.clock = clock;
    }

    @Schema(name = "ClockTime")
    public record ClockJson(Instant now) {}

    @Schema(name = "ClockMove")
    public record ClockMoveJson(@NotNull Instant to) {}

    @Schema(name = "InboxMessage", description = "A notice that would have been sent.")
    public record InboxMessageJson(Instant at, String channel, String to, String text) {}

    @GET
    @PermitAll
    @Path("clock")
    @Operation(summary = "Read this service's test clock", description = "Sandbox only.")
    @Refuses("not-found")
    public ClockJson getServiceClock() {
        sandbox.require();
        return new ClockJson(clock.instant());
    }

    @POST
    @PermitAll
    @Path("clock")
    @Operation(
            summary = "Move this service's test clock",
            description = "Sandbox only. Answers when everything that fell due on the way has happened.")
    @Refuses({"not-found", "clock-moves-forward-only"})
    public Uni<ClockJson> moveServiceClock(@Valid @NotNull ClockMoveJson move) {
        sandbox.require();
        return testClock.moveTo(move.to()).map(ClockJson::new);
    }

    @GET
    @PermitAll
    @Path("inbox")
    @Operation(summary = "List what would have been sent", description = "Sandbox only. Nothing is sent yet.")
    @Refuses("not-found")
    public PageJson<InboxMessageJson> listServiceInbox() {
        sandbox.require();
        return new PageJson<>(List.of(), null);
    }
}
