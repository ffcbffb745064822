package org.carepromise.messaging.thread;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RaisedLimitPlanTest {

    private static final Instant NOW = Instant.parse("2026-12-07T19:10:00Z");
    private static final Instant OF_LANE = NOW.plus(Duration.ofHours(2));

    @Test
    void theEarlierBindsAndNeverOneThatHasPassed() {
        assertThat(limit(NOW.plus(Duration.ofMinutes(30)))).contains(NOW.plus(Duration.ofMinutes(30)));
        assertThat(limit(NOW.minus(Duration.ofDays(1)))).contains(NOW);
        assertThat(limit(OF_LANE)).isEmpty();
        assertThat(limit(OF_LANE.plusSeconds(1))).isEmpty();
        assertThat(RaisedLimitPlan.limit(Optional.empty(), OF_LANE, NOW)).isEmpty();
    }

    private static Optional<Instant> limit(Instant promised) {
        return RaisedLimitPlan.limit(Optional.of(promised), OF_LANE, NOW);
    }
}
