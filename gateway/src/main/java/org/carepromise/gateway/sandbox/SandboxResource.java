package org.carepromise.gateway.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.sandbox.SandboxGuard;

/** The sandbox: tokens for the asking, one clock and one inbox for all services. In production it is not there: 404. */
@Path("/v1/sandbox")
@Tag(name = "sandbox")
@PermitAll
public class SandboxResource {

    private final SandboxGuard sandbox;
    private final SandboxTokens tokens;
    private final SandboxClock clock;
    private final SandboxInbox inbox;

    SandboxResource(SandboxGuard sandbox, SandboxTokens tokens, SandboxClock clock, SandboxInbox inbox) {
        this.sandbox = sandbox;
        this.tokens = tokens;
        this.clock = clock;
        this.inbox = inbox;
    }

    @Schema(name = "InboxMessage", description = "A message that would have been sent.")
    record MessageJson(
            Instant at,
            String channel,
            String to,
            String subject,
            String text,
            @Schema(description = "The names of the files that a mail carries", examples = "appointment.ics")
                    List<String> attachments,
            String purpose,
            String key,
            int times) {}

    /** Messages are handed on as the services word them; the type tells the contract what they look like. */
    @Schema(name = "SandboxInbox")
    record InboxJson(
            @Schema(
                            type = SchemaType.ARRAY,
                            implementation = MessageJson.class,
                            description = "The messages of all services, service by service")
                    List<JsonNode> items) {}

    @POST
    @PermitAll
    @Path("tokens")
    @Operation(
            summary = "Get a token for any role",
            description =
                    "Sandbox only. The claims are those of production; the token expires after an hour of real time.")
    @APIResponse(responseCode = "200", description = "A signed token")
    @Refuses("not-found")
    public TokenJson.Signed createSandboxToken(@Valid @NotNull TokenJson.Wanted wanted) {
        sandbox.require();
        if (!Role.ALL.contains(wanted.role())) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("#/role", "not a role of this product");
        }
        if (wanted.role().equals(Role.PATIENT) && wanted.patientId() == null) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("#/patientId", "needed for the role patient");
        }
        var token = tokens.sign(
                Optional.ofNullable(wanted.subject()).orElse(wanted.role()),
                wanted.role(),
                Optional.ofNullable(wanted.patientId()),
                orNone(wanted.proxyFor()),
                orNone(wanted.sites()),
                orNone(wanted.pools()));
        return new TokenJson.Signed(token, SandboxTokens.LIFETIME.toSeconds());
    }

    private static List<String> orNone(List<String> names) {
        return names == null ? List.of() : names;
    }

    @GET
    @PermitAll
    @Path("clock")
    @Operation(
            summary = "Read the test clock",
            description = "Sandbox only. The latest time of all services; one that was away is brought to it.")
    @APIResponse(responseCode = "200", description = "The product's time")
    @Refuses({"not-found", "service-unavailable"})
    public Uni<ClockJson.Reached> getSandboxClock() {
        sandbox.require();
        return clock.read().map(ClockJson.Reached::new);
    }

    @POST
    @PermitAll
    @Path("clock")
    @Operation(
            summary = "Move the test clock forward",
            description =
                    "Sandbox only. Send either `advance` or `to`. Answers when every service has moved and everything "
                            + "that fell due on the way has happened; else with 503 naming those that did not.")
    @APIResponse(responseCode = "200", description = "The time that all services have reached")
    @Refuses({"not-found", "clock-moves-forward-only", "service-unavailable"})
    public Uni<ClockJson.Reached> moveSandboxClock(@Valid @NotNull ClockJson.Move move) {
        sandbox.require();
        return clock.move(ClockMove.of(move.advance(), move.to())).map(ClockJson.Reached::new);
    }

    @GET
    @PermitAll
    @Path("inbox")
    @Operation(summary = "List what would have been sent", description = "Sandbox only. The notices of all services.")
    @APIResponse(responseCode = "200", description = "The notices")
    @Refuses({"not-found", "service-unavailable"})
    public Uni<InboxJson> listSandboxInbox() {
        sandbox.require();
        return inbox.read().map(InboxJson::new);
    }
}
