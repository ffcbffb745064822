package org.carepromise.messaging.ruleset;

import java.time.Instant;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.messaging.Ids;

@Schema(name = "RuleSet")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RuleSetJson(
        @Schema(examples = "rset_01kat3v0000000000000000000") String id,
        @Schema(description = "As the text says; triage names it in each decision") String rulesVersion,
        String reason,
        KeptRuleSet.State state,
        String draftedBy,
        Instant draftedAt,
        @Schema(description = "What it would change; absent until it was replayed") Replay replay,
        @Schema(description = "Who signed what the last replay showed") List<String> signedBy,
        @Schema(description = "How many people sign: two where a message would be answered later than now")
                Integer signaturesNeeded,
        Instant activatedAt,
        String activatedBy,
        @Schema(description = "The whole text; absent in lists") String content,
        long version) {

    static RuleSetJson of(KeptRuleSet kept) {
        return json(kept, kept.content());
    }

    static RuleSetJson inList(KeptRuleSet kept) {
        return json(kept, null);
    }

    private static RuleSetJson json(KeptRuleSet kept, String content) {
        return new RuleSetJson(
                Ids.RULE_SET.format(kept.id()),
                kept.rulesVersion(),
                kept.reason(),
                kept.state(),
                kept.draftedBy(),
                kept.draftedAt(),
                kept.replay().orElse(null),
                kept.signers(),
                kept.replay().map(ActivationRules::signaturesNeeded).orElse(null),
                kept.activatedAt().orElse(null),
                kept.activatedBy().orElse(null),
                content,
                kept.version());
    }

    @Schema(name = "NewRuleSet")
    record NewRuleSetJson(
            @Schema(description = "The whole text, with a version that no other has") @NotBlank @Size(max = 900_000)
                    String content,
            @Schema(examples = "Fever of newborns is named with its words") @NotBlank @Size(max = 1_000) String reason,
            @Schema(description = "Twin of Idempotency-Key") @Size(max = 255) String requestId) {}

    @Schema(name = "NewReplay")
    record NewReplayJson(
            @Schema(description = "How many of the newest messages of patients; 1000 if absent", examples = "1000")
                    @Min(0)
                    @Max(10_000)
                    Integer messages) {}

    @Schema(name = "ActiveRuleSet")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ActiveJson(
            String rulesVersion,
            @Schema(description = "Absent where the rules that come with the product decide") String content) {}
}
