package org.carepromise.kit.triage;

import java.util.List;
import java.util.Optional;

import org.carepromise.triage.Lane;
import org.carepromise.triage.Reason;
import org.carepromise.triage.RuleSet;
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

    /**
     * Measured by the release that decides by them: one may read the same rules otherwise than the one that activated them.
     */
    static InForce measured(RuleSet rules, List<Labelled> messages) {
        var triage = Triage.by(rules);
        return new InForce(triage, Evaluation.of(triage, messages).hardGatesHold());
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
