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
    void whoIsNotSignedInDoesNotCountForThePresent() {
        var steps = AgentSteps.of(DAY_WITH_LUNCH, List.of(new Staffed(at(9), at(17), 4)));
        var present = steps.atMostUntil(at(10), 1);
        assertThat(hours(present, 9, 17)).isEqualTo(1 + 2 * 4 + 4 * 4);
        assertThat(present.idleUntil(Micros.of(at(10)))).isEqualTo(1);
        assertThat(hours(steps.atMostUntil(at(10), 0), 9, 10)).isZero();
        assertThat(hours(steps.atMostUntil(at(10), 9), 9, 17)).isEqualTo(hours(steps, 9, 17));
        assertThatIllegalArgumentException().isThrownBy(() -> steps.atMostUntil(at(10), -1));
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
