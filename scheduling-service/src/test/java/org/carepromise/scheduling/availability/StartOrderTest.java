package org.carepromise.scheduling.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.availability.StartOrder.Listed;
import org.carepromise.scheduling.availability.StartOrder.Position;
import org.carepromise.scheduling.visittype.Visit;

import static org.assertj.core.api.Assertions.assertThat;

class StartOrderTest {

    private static final Instant NINE = Instant.parse("2026-12-01T15:00:00Z");
    private static final Visit VISIT = new Visit(
            "visit",
            Duration.ofMinutes(20),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofDays(90),
            OptionalInt.empty(),
            Optional.empty());

    @Test
    void ofWhatBeginsTogetherFewestVisitsComeFirstThenTheProvidersId() {
        var found = List.of(listed(0, 1, 1), listed(0, 2, 2), listed(0, 3, 3), listed(-20, 4, 4));
        var visits = Map.of(provider(1), 2, provider(2), 1, provider(3), 1, provider(4), 9);
        var page = StartOrder.page(found, each -> visits.get(provider(each)), null, 10);
        assertThat(page.shown().stream().map(StartOrderTest::provider))
                .containsExactly(provider(4), provider(2), provider(3), provider(1));
        assertThat(page.next()).isEmpty();
    }

    @Test
    void aPageThatEndsAmongWhatBeginsTogetherBeginsWithTheOneToTake() {
        var found = List.of(listed(0, 1, 1), listed(0, 2, 2), listed(0, 3, 3));
        var visits = Map.of(provider(1), 2, provider(2), 1, provider(3), 0);
        var page = StartOrder.page(found, each -> visits.get(provider(each)), null, 1);
        assertThat(page.shown().stream().map(StartOrderTest::provider)).containsExactly(provider(3));
        assertThat(page.next()).isPresent();
    }

    @Test
    void whateverIsBookedBetweenPagesNothingThatStaysIsSkippedOrDoubled() {
        long seed = 20261125;
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var found = new ArrayList<Listed>();
            for (int i = 0; i < 30; i++) {
                found.add(listed(20 * random.nextInt(4), random.nextInt(6), 100 + i));
            }
            var gone = new HashSet<Listed>();
            var shown = new ArrayList<Listed>();
            Position after = null;
            do {
                var visits = new HashMap<UUID, Integer>();
                for (int provider = 0; provider < 6; provider++) {
                    visits.put(provider(provider), random.nextInt(5));
                }
                var behind = after;
                var left = new ArrayList<>(found.stream()
                        .filter(each -> !gone.contains(each) && (behind == null || behind.isBefore(each)))
                        .toList());
                java.util.Collections.shuffle(left, random);
                var page = StartOrder.page(left, each -> visits.get(provider(each)), after, 1 + random.nextInt(7));
                shown.addAll(page.shown());
                after = page.next().orElse(null);
                gone.add(found.get(random.nextInt(found.size())));
            } while (after != null);
            var stayed = new ArrayList<>(found);
            stayed.removeAll(gone);
            assertThat(shown)
                    .as("seed %d, round %d", seed, round)
                    .doesNotHaveDuplicates()
                    .containsAll(stayed);
            assertThat(shown.stream().map(Listed::startsAt).toList()).isSorted();
        }
    }

    private static UUID provider(Listed listed) {
        return listed.start().first().provider();
    }

    private static UUID provider(int number) {
        return new UUID(1, number);
    }

    private static Listed listed(int minutes, int provider, int slot) {
        var at = NINE.plus(Duration.ofMinutes(minutes));
        var first = new Slot(
                new UUID(2, slot),
                new UUID(3, provider),
                at,
                at.plus(Duration.ofMinutes(20)),
                NINE.minusSeconds(7200),
                NINE.plusSeconds(7200),
                provider(provider),
                "site",
                1,
                0,
                0,
                0,
                Optional.empty());
        return new Listed(VISIT, new Start(first, List.of(first), 1));
    }
}
