package org.carepromise.callback.queue;

import java.time.Instant;
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
            @NotNull UUID leaseToken,
            @NotNull AttemptOutcome outcome,
            @Schema(description = "When the agent began to dial; when the callback was taken, if absent")
                    Instant startedAt) {}
}
