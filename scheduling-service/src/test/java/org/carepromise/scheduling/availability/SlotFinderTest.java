package org.carepromise.scheduling.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.visittype.Visit;

import static org.assertj.core.api.Assertions.assertThat;

class SlotFinderTest {

    private static final Instant NINE = Instant.parse("2026-12-01T15:00:00Z");
    private static final int GRAIN = 10;

    @Test
    void aVisitBeginsWhereAllItsSlotsAreFree() {
        var free = session(6, 0, 1, 3, 4, 5);
        assertThat(starts(free, visit(20, 0, 0))).containsExactly(0, 30, 40);
    }

    @Test
    void aBufferNeedsFreeSlotsButMayReachBeyondTheSession() {
        var free = session(6, 0, 1, 2, 3, 4, 5);
        assertThat(starts(free, visit(20, 10, 10))).containsExactly(0, 10, 20, 30, 40);
        assertThat(starts(session(6, 0, 1, 2, 4, 5), visit(10, 10, 0))).containsExactly(0, 10, 20, 50);
        assertThat(starts(session(6, 0, 1, 2, 4, 5), visit(10, 0, 10))).containsExactly(0, 10, 40, 50);
    }

    @Test
    void aVisitThatIsNoMultipleOfTheGrainTakesTheSlotThatItTouches() {
        assertThat(starts(session(3, 0, 1, 2), visit(25, 0, 0))).containsExactly(0);
        assertThat(starts(session(3, 0, 1), visit(25, 0, 0))).isEmpty();
    }

    @Test
    void remainingIsWhatTheFullestCoveredSlotHasLeft() {
        var slots = List.of(slot(0, 3, 12, 4), slot(1, 3, 12, 3), slot(2, 3, 12, 1));
        var start = SlotFinder.starts(slots, visit(20, 0, 0), NINE).get(0);
        assertThat(start.remaining()).isEqualTo(3);
        assertThat(start.slots()).hasSize(2);
    }

    @Test
    void startsOfSeveralSessionsComeByTime() {
        var free = new ArrayList<>(session(3, 2, 1, 0));
        free.addAll(session(3, 1, 2));
        var times = SlotFinder.starts(free, visit(10, 0, 0), NINE).stream()
                .map(start -> start.first().startsAt())
                .toList();
        assertThat(times).isSorted().hasSize(5);
    }

    @Test
    void agreesWithTryingEveryMinuteOverRandomSessions() {
        long seed = 20261123;
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            int size = 1 + random.nextInt(12);
            var freeIndexes =
                    IntStream.range(0, size).filter(i -> random.nextInt(4) > 0).toArray();
            var visit = visit(5 + random.nextInt(50), random.nextInt(25), random.nextInt(25));
            assertThat(starts(session(size, freeIndexes), visit))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(byTheMinute(size, freeIndexes, visit));
        }
    }

    private static List<Integer> byTheMinute(int size, int[] free, Visit visit) {
        var starts = new ArrayList<Integer>();
        for (int first : free) {
            int begin = first * GRAIN;
            int visitEnds = begin + (int) visit.length().toMinutes();
            boolean fits = visitEnds <= size * GRAIN;
            for (int minute = begin - (int) visit.bufferBefore().toMinutes();
                    minute < visitEnds + visit.bufferAfter().toMinutes();
                    minute++) {
                int index = Math.floorDiv(minute, GRAIN);
                boolean inSession = index >= 0 && index < size;
                fits &= !inSession || IntStream.of(free).anyMatch(i -> i == index);
            }
            if (fits) {
                starts.add(begin);
            }
        }
        return starts;
    }

    private static List<Integer> starts(List<Slot> free, Visit visit) {
        return SlotFinder.starts(free, visit, NINE).stream()
                .map(start ->
                        (int) Duration.between(NINE, start.first().startsAt()).toMinutes())
                .toList();
    }

    private static Visit visit(int minutes, int before, int after) {
        return new Visit(
                "v",
                Duration.ofMinutes(minutes),
                Duration.ofMinutes(before),
                Duration.ofMinutes(after),
                Duration.ZERO,
                Duration.ofDays(90),
                OptionalInt.empty(),
                Optional.empty());
    }

    private static List<Slot> session(int size, int... free) {
        var session = UUID.randomUUID();
        return IntStream.of(free).mapToObj(i -> slot(session, i, size, 1, 0)).toList();
    }

    private static Slot slot(int index, int size, int capacity, int free) {
        return slot(new UUID(7, 7), index, size, capacity, capacity - free);
    }

    private static Slot slot(UUID session, int index, int size, int capacity, int taken) {
        var starts = NINE.plus(Duration.ofMinutes((long) index * GRAIN));
        return new Slot(
                UUID.randomUUID(),
                session,
                starts,
                starts.plus(Duration.ofMinutes(GRAIN)),
                NINE,
                NINE.plus(Duration.ofMinutes((long) size * GRAIN)),
                new UUID(3, 3),
                "site",
                capacity,
                0,
                taken,
                0,
                Optional.empty());
    }
}
