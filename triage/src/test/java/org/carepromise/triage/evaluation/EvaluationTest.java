package org.carepromise.triage.evaluation;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.carepromise.triage.RuleSet;
import org.carepromise.triage.Triage;
import org.carepromise.triage.evaluation.Gate.Goal;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages that any rule set decides alike, some labelled as they are decided and some not. */
class EvaluationTest {

    private static final Triage TRIAGE = Triage.by(RuleSet.bundled());
    private static final String EMERGENCY = "I have crushing chest pain and can't breathe";
    private static final String EMERGENCIA = "tengo dolor de pecho y no puedo respirar";
    private static final String URGENT = "qwerty uiop asdf ghjkl";
    private static final String ROUTINE = "I need a refill";

    private static Labelled labelled(String id, String language, Label label, String text) {
        return new Labelled(id, language, label, text);
    }

    @Test
    void messagesAreCountedByLabelDecisionAndLanguage() {
        var evaluation = Evaluation.of(
                TRIAGE,
                List.of(
                        labelled("1", "en", Label.EMERGENCY, EMERGENCY),
                        labelled("2", "es", Label.EMERGENCY, EMERGENCIA),
                        labelled("3", "en", Label.EMERGENCY, URGENT),
                        labelled("4", "en", Label.URGENT, URGENT),
                        labelled("5", "en", Label.ROUTINE, ROUTINE)));

        assertThat(evaluation.ruleSetVersion()).isEqualTo(RuleSet.bundled().version());
        assertThat(evaluation.confusion().count(Label.EMERGENCY, Label.EMERGENCY))
                .isEqualTo(2);
        assertThat(evaluation.confusion().count(Label.EMERGENCY, Label.URGENT)).isEqualTo(1);
        assertThat(evaluation.confusion().count(Label.URGENT, Label.URGENT)).isEqualTo(1);
        assertThat(evaluation.confusion().count(Label.ROUTINE, Label.ROUTINE)).isEqualTo(1);
        assertThat(evaluation.byLanguage()).containsOnlyKeys("en", "es");
        assertThat(evaluation.byLanguage().get("es").count(Label.EMERGENCY, Label.EMERGENCY))
                .isEqualTo(1);
        assertThat(evaluation.byLanguage().get("en").count(Label.EMERGENCY, Label.EMERGENCY))
                .isEqualTo(1);
    }

    @Test
    void theWorstMissesAreNamedFirst() {
        var evaluation = Evaluation.of(
                TRIAGE,
                List.of(
                        labelled("over", "en", Label.ROUTINE, EMERGENCY),
                        labelled("slow", "en", Label.URGENT, ROUTINE),
                        labelled("late", "en", Label.EMERGENCY, URGENT),
                        labelled("right", "en", Label.ROUTINE, ROUTINE),
                        labelled("lost", "en", Label.EMERGENCY, ROUTINE)));

        assertThat(evaluation.missed()).extracting(Outcome::id).containsExactly("lost", "late", "slow", "over");
    }

    @Test
    void anEmergencyInRoutineFailsAHardGate() {
        var kept = Evaluation.of(TRIAGE, List.of(labelled("1", "en", Label.EMERGENCY, EMERGENCY)));
        var lost = Evaluation.of(
                TRIAGE,
                List.of(
                        labelled("1", "en", Label.EMERGENCY, EMERGENCY),
                        labelled("2", "en", Label.EMERGENCY, EMERGENCIA),
                        labelled("3", "en", Label.EMERGENCY, EMERGENCY + " now"),
                        labelled("4", "en", Label.EMERGENCY, ROUTINE)));

        assertThat(kept.hardGatesHold()).isTrue();
        assertThat(lost.hardGatesHold()).isFalse();
        assertThat(lost.gates().get(Goal.EMERGENCIES_RECOGNISED.ordinal()).holds())
                .isTrue();
        assertThat(lost.gates().get(Goal.EMERGENCIES_OUT_OF_ROUTINE.ordinal()).holds())
                .isFalse();
    }

    @Test
    void missingTheOtherGatesDoesNotForbidARuleSet() {
        var evaluation = Evaluation.of(
                TRIAGE,
                List.of(
                        labelled("1", "en", Label.EMERGENCY, EMERGENCY),
                        labelled("2", "en", Label.URGENT, ROUTINE),
                        labelled("3", "en", Label.ROUTINE, EMERGENCY)));

        assertThat(evaluation.gates()).filteredOn(gate -> gate.goal().isHard()).allMatch(Gate::holds);
        assertThat(evaluation.gates()).filteredOn(gate -> !gate.goal().isHard()).noneMatch(Gate::holds);
        assertThat(evaluation.hardGatesHold()).isTrue();
    }

    @Test
    void noWordOfAMessageIsKept() {
        var evaluation = Evaluation.of(TRIAGE, List.of(labelled("1", "en", Label.ROUTINE, EMERGENCY)));

        assertThat(evaluation.toString()).contains("id=1").doesNotContain("crushing");
    }
}
