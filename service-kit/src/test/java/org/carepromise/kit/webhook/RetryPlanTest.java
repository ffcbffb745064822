package org.carepromise.kit.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryPlanTest {

    private static final Instant FIRST = Instant.parse("2026-11-25T15:00:00Z");
    private static final Duration WITHIN = Duration.ofHours(72);
    private static final RetryPlan PLAN = new RetryPlan(WITHIN);

    @ParameterizedTest
    @CsvSource({"1, PT10S", "2, PT20S", "3, PT40S", "7, PT10M40S", "12, PT5H41M20S", "13, PT6H", "1000, PT6H"})
    void theWaitDoublesUpToSixHours(int failures, Duration longest) {
        assertThat(RetryPlan.longestWait(failures)).isEqualTo(longest);
    }

    @Test
    void aWaitIsARandomPartOfTheLongestAndNeverNone() {
        var waits = new ArrayList<Duration>();
        var random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            waits.add(Duration.between(
                    FIRST, PLAN.next(FIRST, FIRST, 5, null, random).orElseThrow()));
        }
        assertThat(waits)
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(160)));
        // full jitter: as many in the lower half as in the upper
        assertThat(waits.stream().filter(wait -> wait.toSeconds() < 80).count()).isBetween(430L, 570L);
    }

    @Test
    void theLastTryIsAtTheEndOf72HoursAndAFailureThereIsTheLast() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var tries = new ArrayList<>(List.of(FIRST));
            var next = PLAN.next(FIRST, FIRST, 1, null, random);
            while (next.isPresent()) {
                tries.add(next.get());
                next = PLAN.next(FIRST, next.get(), tries.size(), null, random);
            }
            assertThat(tries).isSorted().doesNotHaveDuplicates().last().isEqualTo(FIRST.plus(WITHIN));
            assertThat(tries).hasSizeBetween(15, 80);
        }
    }

    @Test
    void nothingIsTriedBeforeTheReceiversRetryAfter() {
        var random = new Random(2);
        for (int i = 0; i < 100; i++) {
            assertThat(PLAN.next(FIRST, FIRST, 1, Duration.ofMinutes(30), random)
                            .orElseThrow())
                    .isEqualTo(FIRST.plus(Duration.ofMinutes(30)));
        }
        assertThat(PLAN.next(FIRST, FIRST, 1, Duration.ofDays(365), random).orElseThrow())
                .isEqualTo(FIRST.plus(Duration.ofHours(6)));
        var late = FIRST.plus(WITHIN).minusSeconds(60);
        assertThat(PLAN.next(FIRST, late, 40, Duration.ofHours(1), random)).contains(FIRST.plus(WITHIN));
    }

    @ParameterizedTest
    @CsvSource({
        "120, PT2M",
        "' 7 ', PT7S",
        "999999999, PT6H",
        "'Wed, 25 Nov 2026 15:05:00 GMT', PT5M",
        "'Fri, 25 Dec 2026 15:05:00 GMT', PT6H"
    })
    void retryAfterIsSecondsOrADate(String header, Duration wait) {
        assertThat(RetryPlan.retryAfter(header, FIRST)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "soon", "", "1e9", "99999999999999", "Wed, 25 Nov 2026 14:00:00 GMT"})
    void aRetryAfterThatSaysNothingIsNone(String header) {
        assertThat(RetryPlan.retryAfter(header, FIRST)).isNull();
        assertThat(RetryPlan.retryAfter(null, FIRST)).isNull();
    }
}
