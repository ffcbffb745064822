package org.carepromise.kit.time;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProductClockTest {

    private final ProductClock clock = new ProductClock();

    @Test
    void untilASandboxMovesItTimeIsReal() {
        var before = Instant.now().minusMillis(1);
        assertThat(clock.instant()).isBetween(before, Instant.now().plusMillis(1));
        assertThat(clock.ahead()).isZero();
    }

    @Test
    void anOffsetIsTakenWhereItLeadsFartherAhead() {
        clock.advanceTo(Duration.ofHours(2));
        clock.advanceTo(Duration.ofHours(1));
        clock.advanceTo(Duration.ZERO);
        assertThat(clock.ahead()).isEqualTo(Duration.ofHours(2));
        assertThat(clock.instant()).isAfter(Instant.now().plus(Duration.ofMinutes(119)));
    }

    @Test
    void itKeepsWholeMicrosecondsAsTheDatabaseDoes() {
        clock.advanceTo(Duration.ofNanos(1_234_567));
        assertThat(clock.instant().getNano() % 1_000).isZero();
    }
}
