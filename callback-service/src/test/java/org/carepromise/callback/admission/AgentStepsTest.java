package org.carepromise.callback.admission;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AgentStepsTest {

    private static final List<Window> DAY_WITH_LUNCH = List.of(new Window(at(9), at(12)), new Window(at(13), at(17)));

    @Test
    void agentTimeCountsOpenTimeOnlyAndOverlapsAddUp() {
        var steps =
                AgentSteps.of(DAY_WITH_LUNCH, List.of(new Staffed(at(8), at(14), 2), new Staffed(at(11), at(18), 3)));
        assertThat(hours(steps, 8, 18)).isEqualTo(2 * 2 + 5 + 5 + 3 * 3);
        assertThat(hours(steps, 12, 13)).isZero();
        assertThat(steps.agentsAt(at(9))).isEqualTo(2);
        assertThat(steps.agentsAt(at(11))).isEqualTo(5);
        assertThat(steps.agentsAt(at(12))).isZero();
        assertThat(steps.agentsAt(at(16))).isEqualTo(3);
        assertThat(steps.agentsAt(at(17))).isZero();
    }

    @Test
    void atEachOpeningThoseWhoWorkThenAreIdle() {
        var steps =
                AgentSteps.of(DAY_WITH_LUNCH, List.of(new Staffed(at(9), at(14), 2), new Staffed(at(11), at(18), 3)));
        assertThat(steps.idleUntil(Micros.of(at(9)))).isZero();
        assertThat(steps.idleUntil(Micros.of(at(9)) + 1)).isEqualTo(2);
        assertThat(steps.idleUntil(Micros.of(at(13)))).isEqualTo(2);
        assertThat(steps.idleUntil(Micros.of(at(17)))).isEqualTo(7);
    }

    @Test
    void openingsThatTouchAreOne() {
        var steps = AgentSteps.of(
                List.of(new Window(at(9), at(12)), new Window(at(12), at(17))), List.of(new Staffed(at(9), at(17), 4)));
        assertThat(steps.idleUntil(Micros.of(at(17)))).isEqualTo(4);
    }

    @Test
    void whoIsAbsentDoesNotWorkInThatTimeAlone() {
        var steps = AgentSteps.of(DAY_WITH_LUNCH, List.of(new Staffed(at(9), at(17), 4)));
        var present = steps.without(3, new Window(at(8), at(10)));
        assertThat(hours(present, 9, 17)).isEqualTo(1 + 2 * 4 + 4 * 4);
        assertThat(present.idleUntil(Micros.of(at(10)))).isEqualTo(1);
        assertThat(hours(steps.without(9, new Window(at(8), at(10))), 9, 10)).isZero();
        assertThat(hours(steps.without(0, new Window(at(8), at(10))), 9, 17)).isEqualTo(hours(steps, 9, 17));
        var overLunch = steps.without(1, new Window(at(10), at(14)));
        assertThat(hours(overLunch, 9, 17)).isEqualTo(4 + 2 * 3 + 3 + 3 * 4);
        assertThat(overLunch.idleUntil(Micros.of(at(17)))).isEqualTo(4 + 3);
        assertThatIllegalArgumentException().isThrownBy(() -> steps.without(-1, new Window(at(8), at(10))));
    }

    @Test
    void whoWorksThroughAStretchOfTimeIsThereAtEachOfItsInstants() {
        var steps =
                AgentSteps.of(DAY_WITH_LUNCH, List.of(new Staffed(at(9), at(17), 2), new Staffed(at(10), at(12), 3)));
        assertThat(steps.fewestIn(new Window(at(9), at(10)))).isEqualTo(2);
        assertThat(steps.fewestIn(new Window(at(10), at(11)))).isEqualTo(5);
        assertThat(steps.fewestIn(new Window(at(9), at(12)))).isEqualTo(2);
        assertThat(steps.fewestIn(new Window(at(8), at(10)))).isZero();
        assertThat(steps.fewestIn(new Window(at(11), at(14)))).isZero();
        assertThat(steps.fewestIn(new Window(at(16), at(18)))).isZero();
    }

    @Test
    void workIsFoundAfterTheLunchAndNoneAfterTheDay() {
        var steps = AgentSteps.of(DAY_WITH_LUNCH, List.of(new Staffed(at(9), at(17), 4)));
        assertThat(steps.workFrom(Micros.of(at(7)))).hasValue(Micros.of(at(9)));
        assertThat(steps.workFrom(Micros.of(at(10)))).hasValue(Micros.of(at(10)));
        assertThat(steps.workFrom(Micros.of(at(12)))).hasValue(Micros.of(at(13)));
        assertThat(steps.workFrom(Micros.of(at(17)))).isEmpty();
    }

    private static long hours(AgentSteps steps, int from, int to) {
        return (steps.agentTimeUntil(Micros.of(at(to))) - steps.agentTimeUntil(Micros.of(at(from)))) / 3_600_000_000L;
    }

    private static Instant at(int hour) {
        return Instant.parse("2026-12-01T00:00:00Z").plusSeconds(3_600L * hour);
    }
}
