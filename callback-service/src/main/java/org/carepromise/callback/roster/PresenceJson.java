package org.carepromise.callback.roster;

import java.time.Instant;
import java.util.Set;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AgentPresence")
record PresenceJson(
        String site,
        @Schema(description = "Exclusive; say it again before, or take, renew or report a callback")
                Instant presentUntil) {

    @Schema(name = "NewAgentPresence")
    record NewPresenceJson(
            @Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site,
            @Schema(description = "What the agent can do") @NotNull @Size(min = 1, max = 50)
                    Set<@NotNull @Size(min = 1, max = 64) String> skills,
            @Schema(description = "That the agent speaks, BCP 47") @NotNull @Size(min = 1, max = 20)
                    Set<@NotNull @Size(min = 2, max = 35) String> languages) {}

    @Schema(name = "AgentSignOff")
    record SignOffJson(@Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site) {}
}
