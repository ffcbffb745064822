package org.carepromise.callback.call;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class ServiceLevelFormulaTest {

    private static final CallCounts ICMI = new CallCounts(1_060, 1_000, 860, 60, 20);

    @ParameterizedTest
    @CsvSource({
        "WITHOUT_ABANDONED_IN_TIME, 0.826923",
        "ABANDONED_IN_TIME_AS_SERVED, 0.830189",
        "OF_ANSWERED, 0.860000",
        "OF_OFFERED, 0.811321"
    })
    void eachFormulaHasItsOwnFigureOfTheSameCalls(ServiceLevelFormula formula, double level) {
        assertThat(formula.of(ICMI).value().orElseThrow()).isCloseTo(level, within(5e-7));
    }

    @Test
    void theDefaultLeavesOutWhoGaveUpInTime() {
        assertThat(ServiceLevelFormula.DEFAULT.of(ICMI)).isEqualTo(new CallShare(860, 1_040));
        assertThat(AbandonmentFormula.DEFAULT.of(ICMI)).isEqualTo(new CallShare(40, 1_040));
        assertThat(AbandonmentFormula.OF_OFFERED.of(ICMI).value().orElseThrow()).isCloseTo(0.056604, within(5e-7));
    }

    @ParameterizedTest
    @EnumSource
    void withoutCallsThereIsNoFigure(ServiceLevelFormula formula) {
        assertThat(formula.of(CallCounts.NONE).value()).isEmpty();
    }

    @Test
    void whereAllGaveUpInTimeNothingWasLost() {
        var counts = new CallCounts(3, 0, 0, 3, 3);
        assertThat(ServiceLevelFormula.DEFAULT.of(counts).value()).isEmpty();
        assertThat(AbandonmentFormula.DEFAULT.of(counts).value()).isEmpty();
        assertThat(ServiceLevelFormula.OF_OFFERED.of(counts).value()).hasValue(0);
    }

    @Test
    void intervalsAreAddedUpAndNotAveraged() {
        var quiet = new CallCounts(10, 10, 10, 0, 0);
        var day = quiet.plus(ICMI);
        assertThat(day).isEqualTo(new CallCounts(1_070, 1_010, 870, 60, 20));
        assertThat(ServiceLevelFormula.DEFAULT.of(day)).isEqualTo(new CallShare(870, 1_050));
    }

    @Test
    void callsThatContradictEachOtherAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CallCounts(10, 5, 6, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallCounts(10, 5, 5, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallCounts(10, 8, 8, 3, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallCounts(10, 5, -1, 3, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallCounts(10, 5, 1, 3, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallShare(2, 1));
    }
}
