package org.carepromise.callback.widget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RateLimit limit = new RateLimit(5, Duration.ofMinutes(10));

    @Test
    void asManyAsAllowedComeAtOnceAndTheNextWaitsForItsShare() {
        long unused = 0;
        for (int left = 4; left >= 0; left--) {
            var verdict = limit.ask(unused, 0);
            assertThat(verdict.admitted()).isTrue();
            assertThat(verdict.remaining()).isEqualTo(left);
            unused = verdict.unusedFrom();
        }
        var refused = limit.ask(unused, 0);
        assertThat(refused.admitted()).isFalse();
        assertThat(refused.after()).isEqualTo(Duration.ofMinutes(2));
        assertThat(refused.unusedFrom()).as("asking in vain costs nothing").isEqualTo(unused);
        assertThat(limit.ask(unused, 120 * SECOND - 1).admitted()).isFalse();
        assertThat(limit.ask(unused, 120 * SECOND).admitted()).isTrue();
    }

    @Test
    void whoStaysAwayForTheSpanHasAllAgain() {
        long unused = 0;
        for (int i = 0; i < 5; i++) {
            unused = limit.ask(unused, 0).unusedFrom();
        }
        assertThat(limit.ask(unused, 600 * SECOND).remaining()).isEqualTo(4);
    }

    @Test
    void aClockMayBeginAnywhere() {
        long now = Long.MAX_VALUE - SECOND;
        long unused = now;
        for (int i = 0; i < 5; i++) {
            var verdict = limit.ask(unused, now);
            assertThat(verdict.admitted()).isTrue();
            unused = verdict.unusedFrom();
        }
        assertThat(limit.ask(unused, now).admitted()).isFalse();
    }

    @Test
    void inNoSpanAreThereMoreThanTheBurstAndWhatIsRefilledMeanwhile() {
        var random = new Random(4_711);
        for (int round = 0; round < 200; round++) {
            int most = 1 + random.nextInt(20);
            var some = new RateLimit(most, Duration.ofSeconds(60));
            long each = 60 * SECOND / most;
            var admitted = new ArrayList<Long>();
            long unused = 0;
            long now = 0;
            for (int i = 0; i < 200; i++) {
                now += random.nextInt(4) == 0 ? random.nextLong(20 * SECOND) : random.nextLong(SECOND);
                var verdict = some.ask(unused, now);
                if (verdict.admitted()) {
                    admitted.add(now);
                } else {
                    assertThat(some.ask(unused, now + verdict.after().toNanos()).admitted())
                            .isTrue();
                }
                unused = verdict.unusedFrom();
            }
            for (int from = 0; from < admitted.size(); from++) {
                for (int to = from; to < admitted.size(); to++) {
                    assertThat((long) (to - from + 1))
                            .isLessThanOrEqualTo(most + (admitted.get(to) - admitted.get(from)) / each);
                }
            }
        }
    }
}
