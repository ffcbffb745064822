package org.carepromise.callback.call;

import java.time.Instant;
import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Surge")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SurgeJson(
        @Schema(examples = "surge_01kat3v0000000000000000000") String id,
        String site,
        Instant beginsAt,
        @Schema(description = "Exclusive") Instant endsAt,
        String reason,
        @Schema(description = "Where calls go, in this order") List<String> overflowPlan,
        String declaredBy,
        @Schema(description = "Who ended it before its time") String endedBy,
        Instant createdAt,
        @Schema(description = "The same token as the ETag") long version) {

    static SurgeJson of(Surge surge) {
        return new SurgeJson(
                surge.publicId(),
                surge.site(),
                surge.beginsAt(),
                surge.endsAt(),
                surge.reason(),
                surge.overflowPlan(),
                surge.declaredBy(),
                surge.endedBy().orElse(null),
                surge.createdAt(),
                surge.version());
    }

    @Schema(name = "SurgeClosure")
    record SurgeClosureJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId) {}

    @Schema(name = "NewSurge")
    record NewSurgeJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site,
            @Schema(description = "Now, if absent; not before") Instant beginsAt,
            @Schema(description = "Exclusive, within a week of the beginning") @NotNull Instant endsAt,
            @Schema(examples = "Flu clinic announced on the radio") @NotNull @Size(min = 1, max = 500) String reason,
            @Schema(description = "Where calls go, in this order", examples = "[\"nurse-line\", \"chatham-desk\"]")
                    @NotNull
                    @Size(min = 1, max = 20)
                    List<@NotNull @Size(min = 1, max = 64) String> overflowPlan) {}
}
