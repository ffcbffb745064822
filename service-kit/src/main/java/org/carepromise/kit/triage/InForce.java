package org.carepromise.kit.triage;

import java.util.List;
import java.util.Optional;

import org.carepromise.triage.Lane;
import org.carepromise.triage.Reason;
import org.carepromise.triage.RuleSet;
import org.carepromise.triage.RuleSetText;
import org.carepromise.triage.Triage;
import org.carepromise.triage.TriageInput;
import org.carepromise.triage.TriageResult;
import org.carepromise.triage.evaluation.Evaluation;
import org.carepromise.triage.evaluation.Labelled;

/**
 * Rules that decide.
 *
 * @param isTrusted whether they keep emergencies out of routine as they must; if not, nothing is routine
 */
record InForce(Triage triage, boolean isTrusted) {

    /** What a clinical lead activated; its gates were measured before. */
    static InForce activated(String content) {
        return new InForce(Triage.by(RuleSetText.parse(content)), true);
    }

    /** What holds where nobody has activated anything: trusted only as far as it was measured. */
    static InForce unless(RuleSet rules, List<Labelled> measuredOn) {
        var triage = Triage.by(rules);
        return new InForce(triage, Evaluation.of(triage, measuredOn).hardGatesHold());
    }

    TriageResult assess(TriageInput input) {
        var found = triage.assess(input);
        if (isTrusted || found.lane() == Lane.URGENT) {
            return found;
        }
        return new TriageResult(
                Lane.URGENT,
                false,
                Reason.NO_ROUTINE_INTENT,
                found.score(),
                found.language(),
                found.ruleSetVersion(),
                found.evidence(),
                Optional.empty(),
                Optional.empty());
    }
}
