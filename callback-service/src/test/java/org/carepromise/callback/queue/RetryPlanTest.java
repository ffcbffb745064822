package org.carepromise.callback.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.carepromise.callback.admission.Window;
import org.carepromise.callback.request.CallbackState;

import static org.assertj.core.api.Assertions.assertThat;

class RetryPlanTest {

    private static final RetryPlan PLAN = new RetryPlan(3, Duration.ofMinutes(30), Duration.ofMinutes(5));
    private static final List<Window> TWO_DAYS = List.of(
            window("2026-05-20T13:00:00Z", "2026-05-20T21:00:00Z"),
            window("2026-05-21T13:00:00Z", "2026-05-21T21:00:00Z"));
    private static final List<Window> ALWAYS = List.of(window("2026-05-19T00:00:00Z", "2026-05-30T00:00:00Z"));

    @Test
    void openMinutesGoOnAtTheNextOpening() {
        // New York, 16:50 with 30 open minutes until 17:00, then from 09:00: 09:20
        assertThat(RetryPlan.after(Instant.parse("2026-05-20T20:50:00Z"), Duration.ofMinutes(30), TWO_DAYS, ALWAYS))
                .contains(Instant.parse("2026-05-21T13:20:00Z"));
    }

    @Test
    void timeThatWouldEndAtTheClosingIsTheNextOpening() {
        assertThat(RetryPlan.after(Instant.parse("2026-05-20T20:30:00Z"), Duration.ofMinutes(30), TWO_DAYS, ALWAYS))
                .contains(Instant.parse("2026-05-21T13:00:00Z"));
    }

    @Test
    void thePatientsHoursCountToo() {
        // Honolulu may be called from 14:00 New York
        var honolulu = List.of(window("2026-05-20T18:00:00Z", "2026-05-21T07:00:00Z"));
        assertThat(RetryPlan.after(Instant.parse("2026-05-20T15:00:00Z"), Duration.ofMinutes(30), TWO_DAYS, honolulu))
                .contains(Instant.parse("2026-05-20T18:30:00Z"));
        assertThat(RetryPlan.after(Instant.parse("2026-05-22T15:00:00Z"), Duration.ofMinutes(30), TWO_DAYS, ALWAYS))
                .isEmpty();
    }

    @Test
    void theThirdAttemptInVainIsTheLast() {
        assertThat(PLAN.end(AttemptOutcome.NO_ANSWER, 2)).isEmpty();
        assertThat(PLAN.end(AttemptOutcome.NO_ANSWER, 3)).contains(CallbackState.UNREACHABLE);
        assertThat(PLAN.end(AttemptOutcome.BUSY, 3)).contains(CallbackState.UNREACHABLE);
        assertThat(PLAN.end(AttemptOutcome.VOICEMAIL, 1)).isEmpty();
        assertThat(PLAN.end(AttemptOutcome.REACHED, 1)).contains(CallbackState.REACHED);
        assertThat(PLAN.end(AttemptOutcome.DECLINED, 1)).contains(CallbackState.DECLINED);
        assertThat(PLAN.end(AttemptOutcome.WRONG_NUMBER, 1)).contains(CallbackState.WRONG_NUMBER);
        assertThat(PLAN.wait(AttemptOutcome.BUSY)).isEqualTo(Duration.ofMinutes(5));
        assertThat(PLAN.wait(AttemptOutcome.VOICEMAIL)).isEqualTo(Duration.ofMinutes(30));
    }

    private static Window window(String from, String until) {
        return new Window(Instant.parse(from), Instant.parse(until));
    }
}
