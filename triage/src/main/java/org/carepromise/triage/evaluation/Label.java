package org.carepromise.triage.evaluation;

import org.carepromise.triage.Lane;
import org.carepromise.triage.TriageResult;

/** What a message is, as somebody labelled it or as a rule set decides; the most pressing first. */
public enum Label {
    EMERGENCY,
    URGENT,
    ROUTINE;

    /** What was decided. */
    public static Label of(TriageResult result) {
        if (result.emergency()) {
            return EMERGENCY;
        }
        return result.lane() == Lane.URGENT ? URGENT : ROUTINE;
    }
}
