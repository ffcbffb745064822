package org.carepromise.callback.queue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What agents send. */
final class QueueJson {

    private QueueJson() {}

    @Schema(name = "NextCallback")
    record NextCallbackJson(
            @Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site,
            @Schema(description = "What the agent can do") @NotNull @Size(min = 1, max = 50)
                    Set<@NotNull @Size(min = 1, max = 64) String> skills,
            @Schema(description = "That the agent speaks, BCP 47") @NotNull @Size(min = 1, max = 20)
                    Set<@NotNull @Size(min = 2, max = 35) String> languages) {}

    @Schema(name = "CallbackLeaseRenewal")
    record LeaseRenewalJson(
            @NotNull UUID leaseToken,
            @Schema(description = "When the agent began to dial: with it the promise is kept from then on")
                    Instant startedAt) {}

    @Schema(name = "NewCallbackAttempt")
    record NewAttemptJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "The lease's, or else the dial's id") UUID leaseToken,
            @Schema(description = "From dial-requested: for the telephony, which has no token of the lease")
                    @Size(min = 1, max = 64)
                    String dialId,
            @NotNull AttemptOutcome outcome,
            @Schema(description = "When the agent began to dial; when the callback was taken, if absent")
                    Instant startedAt) {}

    @Schema(name = "NewCallbackIdentityCheck", description = "Kinds of identifiers, never what they are.")
    record NewIdentityCheckJson(
            @NotNull UUID leaseToken,
            @Schema(description = "Two or more, each once") @NotNull @Size(min = 1, max = 10)
                    List<@NotNull Identifier> identifiers,
            @NotNull IdentityResult result) {}

    @Schema(name = "CallbackIdentityCheck")
    record IdentityCheckJson(List<Identifier> identifiers, IdentityResult result, Instant checkedAt) {}

    @Schema(name = "NewCallbackDial")
    record NewDialJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @NotNull UUID leaseToken) {}

    @Schema(name = "CallbackDial")
    record DialJson(
            @Schema(description = "The result is reported by it", examples = "dial_01kat3v0000000000000000000")
                    String dialId,
            Instant requestedAt) {}
}
