package org.carepromise.messaging.thread;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.triage.Counterfactual;
import org.carepromise.triage.Evidence;
import org.carepromise.triage.Lane;
import org.carepromise.triage.Reason;
import org.carepromise.triage.Span;
import org.carepromise.triage.TriageResult;

/** Why a message is in its lane; staff see it. */
@Schema(name = "Triage", description = "Why a message is in its lane. Spans are of subject, line break and body.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TriageJson(
        @Schema(description = "In one line", examples = "Urgent: \"fever\" is a sign that can't wait for a day.")
                String why,
        Lane lane,
        boolean emergencySign,
        @Schema(description = "Of the rules; absent where a clinician decided") Reason reason,
        @Schema(description = "Of the text", examples = "ENGLISH") String language,
        String ruleSetVersion,
        List<EvidenceJson> evidence,
        @Schema(description = "Words without which the lane would have been another") CounterfactualJson counterfactual,
        @Schema(description = "The clinician who decided otherwise than the rules") String decidedBy) {

    @Schema(name = "TriageEvidence")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record EvidenceJson(
            Evidence.Kind kind,
            @Schema(examples = "FEVER") String concept,
            @Schema(description = "The rule's own phrasing") String phrase,
            @Schema(description = "The patient's words") String words,
            Integer start,
            Integer end,
            Evidence.Context context) {

        static EvidenceJson of(Evidence evidence, String text) {
            return new EvidenceJson(
                    evidence.kind(),
                    evidence.concept(),
                    evidence.phrase().orElse(null),
                    evidence.span().map(span -> span.of(text)).orElse(null),
                    evidence.span().map(Span::startInclusive).orElse(null),
                    evidence.span().map(Span::endExclusive).orElse(null),
                    evidence.context());
        }
    }

    @Schema(name = "TriageCounterfactual")
    public record CounterfactualJson(String without, int start, int end, Lane lane, boolean emergencySign) {

        static CounterfactualJson of(Counterfactual other, String text) {
            return new CounterfactualJson(
                    other.without().of(text),
                    other.without().startInclusive(),
                    other.without().endExclusive(),
                    other.lane(),
                    other.emergency());
        }
    }

    /** @param text that was assessed */
    public static TriageJson of(TriageResult result, String text) {
        return new TriageJson(
                Why.of(result, text),
                result.lane(),
                result.emergency(),
                result.reason(),
                result.language().name(),
                result.ruleSetVersion(),
                result.evidence().stream()
                        .map(each -> EvidenceJson.of(each, text))
                        .toList(),
                result.counterfactual()
                        .map(other -> CounterfactualJson.of(other, text))
                        .orElse(null),
                null);
    }

    /** @param reason in the clinician's words */
    static TriageJson by(String person, Lane lane, boolean emergency, String reason) {
        return new TriageJson(reason, lane, emergency, null, null, null, List.of(), null, person);
    }
}
