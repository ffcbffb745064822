package org.carepromise.kit.triage;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.carepromise.triage.Lane;
import org.carepromise.triage.RuleSet;
import org.carepromise.triage.TriageInput;
import org.carepromise.triage.evaluation.Label;
import org.carepromise.triage.evaluation.Labelled;
import org.carepromise.triage.evaluation.LabelledTable;

import static org.assertj.core.api.Assertions.assertThat;

class InForceTest {

    private static final TriageInput ROUTINE = TriageInput.of("I need to reschedule my appointment");
    private static final TriageInput EMERGENCY = TriageInput.of("I have crushing chest pain and I am sweating");

    @Test
    void rulesDecideWhereTheyMeetTheHardGates() {
        var rules = InForce.measured(RuleSet.bundled(), LabelledTable.PLAIN.readBundled());

        assertThat(rules.isTrusted()).isTrue();
        assertThat(rules.assess(ROUTINE).lane()).isEqualTo(Lane.ROUTINE);
    }

    @Test
    void whereTheyMissOneNothingIsRoutineAndEmergenciesAreStillFound() {
        var lost = new Labelled("1", "en", Label.EMERGENCY, ROUTINE.text());
        var rules = InForce.measured(RuleSet.bundled(), List.of(lost));

        assertThat(rules.isTrusted()).isFalse();
        assertThat(rules.assess(ROUTINE).lane()).isEqualTo(Lane.URGENT);
        assertThat(rules.assess(ROUTINE).emergency()).isFalse();
        assertThat(rules.assess(EMERGENCY).emergency()).isTrue();
    }
}
