package org.carepromise.scheduling.explanation;

import java.time.Instant;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.problem.Problem;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.capacity.BookingFacts;

/** What stands in the way of booking a slot now. */
@Schema(name = "AvailabilityExplanation")
record ExplanationJson(
        String slotId,
        String visitType,
        @Schema(description = "Whether nothing stands in the way") boolean bookable,
        @Schema(description = "Everything that does, in the order in which booking asks") List<BlockJson> blockedBy) {

    static ExplanationJson of(BookingFacts facts, List<Problem> refusals) {
        return new ExplanationJson(
                Ids.SLOT.format(facts.first().id()),
                facts.visit().type(),
                refusals.isEmpty(),
                refusals.stream().map(BlockJson::of).toList());
    }

    /** One rule. */
    @Schema(name = "AvailabilityBlock")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BlockJson(
            @Schema(description = "As booking would refuse", examples = "slot-not-released") String code,
            String title,
            @Schema(description = "When it lifts by itself; absent where time alone does not lift it")
                    Instant liftsAt) {

        static BlockJson of(Problem refusal) {
            return new BlockJson(refusal.code().code(), refusal.code().title(), (Instant)
                    refusal.members().get("opensAt"));
        }
    }

    @Schema(name = "NewAvailabilityExplanation")
    record NewExplanationJson(
            @Schema(examples = "slot_01kat3v0000000000000000000") @NotNull @Size(max = 64) String slotId,
            @NotNull @Size(min = 1, max = 64) String visitType,
            @Schema(
                            description =
                                    "A patient's token asks for its own; without one, rules about the patient are not asked")
                    @Valid
                    PatientJson patient) {}
}
