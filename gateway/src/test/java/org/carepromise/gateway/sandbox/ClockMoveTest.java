package org.carepromise.gateway.sandbox;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClockMoveTest {

    private static final Instant LATEST = Instant.parse("2026-12-07T15:00:00Z");

    @Test
    void anAdvanceCountsFromTheLatestTimeOfAnyService() {
        assertThat(ClockMove.of("PT2H", null).target(LATEST)).isEqualTo("2026-12-07T17:00:00Z");
    }

    @Test
    void anInstantIsTakenAsItIs() {
        assertThat(ClockMove.of(null, "2026-12-08T09:00:00-06:00").target(LATEST))
                .isEqualTo("2026-12-08T15:00:00Z");
        assertThat(ClockMove.of(null, "2026-12-07T15:00:00Z").target(LATEST)).isEqualTo(LATEST);
    }

    @Test
    void theClockMovesForwardOnly() {
        refused(HttpProblem.CLOCK_MOVES_FORWARD_ONLY, "-PT1S", null);
        refused(HttpProblem.CLOCK_MOVES_FORWARD_ONLY, null, "2026-12-07T14:59:59Z");
    }

    @Test
    void oneOfTheTwoIsNeeded() {
        refused(HttpProblem.REQUEST_INVALID, null, null);
        refused(HttpProblem.REQUEST_INVALID, "PT2H", "2026-12-08T09:00:00Z");
    }

    @Test
    void whatCannotBeReadIsRefused() {
        refused(HttpProblem.REQUEST_INVALID, "2 hours", null);
        refused(HttpProblem.REQUEST_INVALID, "7200", null);
        refused(HttpProblem.REQUEST_INVALID, "PT999999999999H", null);
        refused(HttpProblem.REQUEST_INVALID, "P3661D", null);
        refused(HttpProblem.REQUEST_INVALID, null, "tomorrow");
        refused(HttpProblem.REQUEST_INVALID, null, "2026-12-08T09:00:00");
        refused(HttpProblem.REQUEST_INVALID, null, "+999999999-01-01T00:00:00Z");
    }

    private static void refused(ProblemCode code, String advance, String to) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> ClockMove.of(advance, to).target(LATEST))
                .matches(problem -> problem.code() == code, code.code());
    }
}
