package org.carepromise.triage.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.triage.Reason;
import org.carepromise.triage.evaluation.Gate.Goal;
import org.carepromise.triage.evaluation.Gate.Measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What must be reached, computed by hand. */
class GateRulesTest {

    /** Counts of decided EMERGENCY, URGENT, ROUTINE, for each label in this order. */
    private static Confusion counts(int... nine) {
        var outcomes = new ArrayList<Outcome>();
        for (var labelled : Label.values()) {
            for (var decided : Label.values()) {
                for (int i = 0; i < nine[3 * labelled.ordinal() + decided.ordinal()]; i++) {
                    outcomes.add(new Outcome("", "", labelled, decided, Reason.URGENT_SIGN));
                }
            }
        }
        return Confusion.of(outcomes);
    }

    private static Gate gate(Goal goal, Confusion all) {
        return gate(goal, all, Map.of());
    }

    private static Gate gate(Goal goal, Confusion all, Map<String, Confusion> byLanguage) {
        var gates = GateRules.gates(all, byLanguage);
        assertThat(gates).extracting(Gate::goal).containsExactly(Goal.values());
        return gates.get(goal.ordinal());
    }

    @ParameterizedTest
    @CsvSource({
        "EMERGENCIES_OUT_OF_ROUTINE, 0.9,  20",
        "EMERGENCIES_RECOGNISED,     0.6,  20",
        "URGENT_OUT_OF_ROUTINE,      0.75, 40",
        "ROUTINE_RECOGNISED,         0.8,  50",
        "FALSE_EMERGENCIES,          0.1,  90",
    })
    void eachShareIsOfItsOwnMessages(Goal goal, double value, int messages) {
        // 20 emergencies, 40 urgent of which 4 called emergency, 50 routine of which 5 called emergency
        var all = counts(12, 6, 2, 4, 26, 10, 5, 5, 40);

        var measured = gate(goal, all).measured().orElseThrow();

        assertThat(measured.value()).isEqualTo(value);
        assertThat(measured.messages()).isEqualTo(messages);
        assertThat(value)
                .isBetween(measured.interval().low(), measured.interval().high());
    }

    @ParameterizedTest
    @CsvSource({
        "EMERGENCIES_OUT_OF_ROUTINE, '0,24,1,0,0,0,0,0,0',   '0,23,1,0,0,0,0,0,0'",
        "EMERGENCIES_RECOGNISED,     '7,3,0,0,0,0,0,0,0',    '69,31,0,0,0,0,0,0,0'",
        "URGENT_OUT_OF_ROUTINE,      '0,0,0,1,8,1,0,0,0',    '0,0,0,1,7,1,0,0,0'",
        "ROUTINE_RECOGNISED,         '0,0,0,0,0,0,0,1,4',    '0,0,0,0,0,0,0,21,79'",
        "FALSE_EMERGENCIES,          '0,0,0,1,9,0,0,5,5',    '0,0,0,1,8,0,0,5,5'",
    })
    void theBoundItselfHoldsAndJustBesideItDoesNot(Goal goal, String holding, String missing) {
        assertThat(gate(goal, counts(numbers(holding))).holds()).isTrue();
        assertThat(gate(goal, counts(numbers(missing))).holds()).isFalse();
    }

    private static int[] numbers(String text) {
        return List.of(text.split(",")).stream().mapToInt(Integer::parseInt).toArray();
    }

    @Test
    void spanishMayBeTenPointsBehindInAnyShareAndNoMore() {
        var english = counts(9, 1, 0, 0, 10, 0, 0, 0, 10);
        var tenBehind = counts(8, 2, 0, 0, 10, 0, 0, 0, 10);
        var moreBehind = counts(79, 21, 0, 0, 10, 0, 0, 0, 10);

        var allowed = gate(Goal.SPANISH_BEHIND, english, Map.of("en", english, "es", tenBehind));
        var refused = gate(Goal.SPANISH_BEHIND, english, Map.of("en", english, "es", moreBehind));

        assertThat(allowed.holds()).isTrue();
        assertThat(allowed.measured().orElseThrow().value()).isCloseTo(0.1, within(1e-12));
        assertThat(refused.holds()).isFalse();
        assertThat(refused.measured().flatMap(Measured::in)).contains(Goal.EMERGENCIES_RECOGNISED);
        assertThat(refused.measured().map(Measured::messages)).contains(100);
    }

    @Test
    void moreFalseEmergenciesInSpanishIsBehindToo() {
        var english = counts(10, 0, 0, 0, 10, 0, 0, 0, 10);
        var spanish = counts(10, 0, 0, 4, 6, 0, 0, 0, 10);

        var gate = gate(Goal.SPANISH_BEHIND, english, Map.of("en", english, "es", spanish));

        assertThat(gate.measured().flatMap(Measured::in)).contains(Goal.FALSE_EMERGENCIES);
        assertThat(gate.measured().orElseThrow().value()).isCloseTo(0.2, within(1e-12));
        assertThat(gate.holds()).isFalse();
    }

    @Test
    void spanishAheadIsNotBehind() {
        var english = counts(5, 5, 0, 0, 10, 0, 0, 5, 5);
        var spanish = counts(10, 0, 0, 0, 10, 0, 0, 0, 10);

        var gate = gate(Goal.SPANISH_BEHIND, english, Map.of("en", english, "es", spanish));

        assertThat(gate.holds()).isTrue();
        assertThat(gate.measured().orElseThrow().value()).isLessThanOrEqualTo(0);
    }

    @Test
    void whatWasNotMeasuredDoesNotHold() {
        for (var gate : GateRules.gates(counts(0, 0, 0, 0, 0, 0, 0, 0, 0), Map.of())) {
            assertThat(gate).isEqualTo(new Gate(gate.goal(), Optional.empty(), false));
        }
    }
}
