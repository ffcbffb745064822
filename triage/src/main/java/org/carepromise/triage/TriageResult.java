package org.carepromise.triage;

import java.util.List;
import java.util.Optional;

/**
 * Where a text belongs, and why.
 *
 * @param lane how soon a human must answer
 * @param emergency whether it may be danger to life; then it is {@link Lane#URGENT} too
 * @param reason why, in one word
 * @param score how much speaks for haste, to put messages of one lane in order: 10 for each sign of danger, 5 for each that
 *     can't wait, less for what may be one; the same concept counts once
 * @param language of the text
 * @param ruleSetVersion of the rules that decided
 * @param evidence the weightiest first, then as in the text; at most {@value #MOST_EVIDENCE}
 * @param patientText what to tell the patient at once; there exactly if it is an emergency
 * @param counterfactual words without which the answer would have been another; empty if it takes more than one finding
 */
public record TriageResult(
        Lane lane,
        boolean emergency,
        Reason reason,
        int score,
        TextLanguage language,
        String ruleSetVersion,
        List<Evidence> evidence,
        Optional<PatientText> patientText,
        Optional<Counterfactual> counterfactual) {

    /** More would be a text made to fill the table; what decides is among them. */
    public static final int MOST_EVIDENCE = 100;

    /** @throws IllegalArgumentException naming the field that is missing or contradicts another */
    public TriageResult {
        Require.that(lane != null, "triage: lane: missing");
        Require.that(reason != null, "triage: reason: missing");
        Require.that(language != null, "triage: language: missing");
        Require.that(ruleSetVersion != null && !ruleSetVersion.isBlank(), "triage: ruleSetVersion: missing");
        Require.that(evidence != null && evidence.size() <= MOST_EVIDENCE, "triage: evidence: missing or too much");
        evidence = List.copyOf(evidence);
        Require.that(!emergency || lane == Lane.URGENT, "triage: an emergency is urgent");
        Require.that(
                (lane == Lane.ROUTINE) == (reason == Reason.ROUTINE_INTENT), "triage: reason: not one of this lane");
        Require.that(
                patientText != null && patientText.isPresent() == emergency,
                "triage: patientText: for emergencies only");
        Require.that(counterfactual != null, "triage: counterfactual: null; empty means none");
    }
}
