package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of starts; where there is none at all, why. */
@Schema(name = "AvailabilityPage")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AvailabilityPageJson(
        List<AvailabilityJson> items,
        @Schema(description = "Absent on the last page") String nextCursor,
        @Schema(description = "Why nothing is found; absent where something is") NoneJson none) {

    @Schema(name = "NoAvailability")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NoneJson(
            @Schema(
                            description =
                                    "slot-not-released, too-early-to-book, cap-reached, resource-taken, visit-does-not-fit, "
                                            + "slot-full, too-late-to-book, language-not-spoken, site-closed, no-session",
                            examples = "slot-not-released")
                    String code,
            String detail,
            @Schema(description = "When the same search will show something by itself; absent where it will not")
                    Instant changesAt,
            @Schema(description = "The first start after the time searched that can be booked now") Instant nextAt) {

        static NoneJson of(EmptyAnswer none) {
            return new NoneJson(
                    none.reason().code(),
                    none.reason().detail(),
                    none.changesAt().orElse(null),
                    none.nextAt().orElse(null));
        }
    }
}
