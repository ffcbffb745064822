package org.carepromise.launcher;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestartLimitTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final RestartLimit limit = RestartLimit.fiveInAMinute();

    @Test
    void fiveRestartsInAMinuteAreAllowedAndNotASixth() {
        for (int second = 0; second < 5; second++) {
            assertThat(limit.allowsOneMore(NOON.plusSeconds(second))).isTrue();
        }
        assertThat(limit.allowsOneMore(NOON.plus(Duration.ofMinutes(1)).minusNanos(1)))
                .isFalse();
    }

    @Test
    void aRestartIsForgottenAfterAMinute() {
        fiveRestartsInAMinuteAreAllowedAndNotASixth();

        assertThat(limit.allowsOneMore(NOON.plus(Duration.ofMinutes(1)))).isTrue();
        assertThat(limit.allowsOneMore(NOON.plus(Duration.ofMinutes(1)))).isFalse();
    }
}
