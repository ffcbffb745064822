package org.carepromise.kit.triage;

import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.triage.TriageResult;

/**
 * What a patient in danger reads: the same block in every answer and problem of every service.
 *
 * @param text plain words in the patient's language, to be shown as they are
 * @param numbers to call, digits alone, in the order of the text
 */
@Schema(
        name = "Emergency",
        description = "There if the text may tell of danger to life. Show it to the patient at once.")
public record EmergencyJson(
        @Schema(examples = "This may be an emergency. Call 911 now.") String text,
        @Schema(examples = "911") List<String> numbers) {

    /** The block, or null to leave it out. */
    public static EmergencyJson of(TriageResult result) {
        return Optional.of(result)
                .flatMap(TriageResult::patientText)
                .map(told -> new EmergencyJson(told.text(), told.numbers()))
                .orElse(null);
    }
}
