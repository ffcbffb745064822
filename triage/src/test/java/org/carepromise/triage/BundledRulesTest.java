package org.carepromise.triage;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.carepromise.triage.Concept.Kind;
import org.carepromise.triage.evaluation.Evaluation;
import org.carepromise.triage.evaluation.LabelledTable;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules that come with the product may decide: they meet the gates. */
class BundledRulesTest {

    private static final RuleSet RULES = RuleSet.bundled();
    private static final Triage TRIAGE = Triage.by(RULES);

    @Test
    void onMessagesThatTheirAuthorsSawEveryGateHolds() {
        var seen = new LabelledTable("label", Map.of(), Map.of("part", "dev")).readBundled();
        assertThat(Evaluation.of(TRIAGE, seen).gates())
                .allSatisfy(gate -> assertThat(gate.holds()).as(gate.toString()).isTrue());
    }

    @Test
    void onMessagesThatTheyDidNotSeeTheHardGatesHold() {
        var unseen = new LabelledTable("label", Map.of(), Map.of("part", "held")).readBundled();
        assertThat(Evaluation.of(TRIAGE, unseen).hardGatesHold()).isTrue();
    }

    @Test
    void thereAreSignsAndIntentsEnough() {
        assertThat(RULES.concepts().stream().filter(Concept::isSign)).hasSizeGreaterThanOrEqualTo(50);
        assertThat(RULES.concepts().stream().filter(concept -> concept.kind() == Kind.ROUTINE))
                .hasSizeGreaterThanOrEqualTo(25);
    }
}
