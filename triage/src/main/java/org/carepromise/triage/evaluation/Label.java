package org.carepromise.triage.evaluation;

import java.util.Optional;
import java.util.stream.Stream;

import org.carepromise.triage.Lane;
import org.carepromise.triage.TriageResult;

/** What a message is, as somebody labelled it or as a rule set decides; the most pressing first. */
public enum Label {
    EMERGENCY,
    URGENT,
    ROUTINE;

    /** By its name, in any case; empty if there is no such label. */
    static Optional<Label> named(String name) {
        return Stream.of(values())
                .filter(label -> label.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** What was decided. */
    public static Label of(TriageResult result) {
        if (result.emergency()) {
            return EMERGENCY;
        }
        return result.lane() == Lane.URGENT ? URGENT : ROUTINE;
    }
}
