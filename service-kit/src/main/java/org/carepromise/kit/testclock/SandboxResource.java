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

import org.carepromise.kit.channel.Attachment;
import org.carepromise.kit.channel.SandboxInbox;
import org.carepromise.kit.channel.SandboxInbox.InboxMessage;
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

    private static final int NEWEST = 200;

    private final SandboxGuard sandbox;
    private final TestClock testClock;
    private final ProductClock clock;
    private final SandboxInbox inbox;

    SandboxResource(SandboxGuard sandbox, TestClock testClock, ProductClock clock, SandboxInbox inbox) {
        this.sandbox = sandbox;
        this.testClock = testClock;
        this.clock = clock;
        this.inbox = inbox;
    }

    @Schema(name = "ClockTime")
    public record ClockJson(Instant now) {}

    @Schema(name = "ClockMove")
    public record ClockMoveJson(@NotNull Instant to) {}

    @Schema(name = "InboxMessage", description = "A message that would have been sent.")
    public record InboxMessageJson(
            @Schema(description = "The product's time at which it would have left") Instant at,
            @Schema(description = "MAIL, SMS, PUSH, PAGER or CHAT") String channel,
            String to,
            String subject,
            String text,
            @Schema(description = "The names of the files that a mail carries", examples = "appointment.ics")
                    List<String> attachments,
            @Schema(description = "What it is about", examples = "appointment-reminder") String purpose,
            @Schema(description = "The same for each delivery of one message") String key,
            @Schema(description = "How often it was delivered under its key") int times) {

        static InboxMessageJson of(InboxMessage kept) {
            var message = kept.message();
            return new InboxMessageJson(
                    kept.at(),
                    message.channel().name(),
                    message.to(),
                    message.subject(),
                    message.text(),
                    message.attachments().stream().map(Attachment::name).toList(),
                    message.purpose(),
                    message.key(),
                    kept.times());
        }
    }

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
    @Operation(
            summary = "List what would have been sent",
            description = "Sandbox only: the newest 200 messages to patients and staff, the newest first.")
    @Refuses("not-found")
    public Uni<PageJson<InboxMessageJson>> listServiceInbox() {
        sandbox.require();
        return inbox.newest(NEWEST)
                .map(kept ->
                        new PageJson<>(kept.stream().map(InboxMessageJson::of).toList(), null));
    }
}
