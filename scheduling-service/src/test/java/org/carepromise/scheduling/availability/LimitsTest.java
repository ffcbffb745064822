package org.carepromise.scheduling.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.availability.ResourceFinder.Room;
import org.carepromise.scheduling.availability.ResourceFinder.Use;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.visittype.Visit;

import static org.assertj.core.api.Assertions.assertThat;

class LimitsTest {

    private static final Instant NINE = Instant.parse("2026-12-01T15:00:00Z");
    private static final Instant NOW = NINE.minus(Duration.ofHours(3));
    private static final UUID SESSION = new UUID(7, 7);

    @Test
    void theNarrowestOfTheCapsThatCountTheVisitIsWhatIsLeft() {
        var caps = List.of(cap(3, 1, "NEW"), cap(2, 0, "PHYSICAL"), cap(4, 2, "NEW", "PHYSICAL"));
        var limits = Limits.of(caps, List.of());
        assertThat(limits.leftByCaps(SESSION, "NEW", NOW)).isEqualTo(2);
        assertThat(limits.leftByCaps(SESSION, "PHYSICAL", NOW)).isEqualTo(2);
        assertThat(limits.leftByCaps(SESSION, "OTHER", NOW)).isEqualTo(Integer.MAX_VALUE);
        assertThat(limits.leftByCaps(new UUID(8, 8), "NEW", NOW)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aHoldCountsInACapUntilItEnds() {
        var cap = new SessionCap(SESSION, Set.of("NEW"), 1, 0, List.of(NOW.plusSeconds(120)));
        var limits = Limits.of(List.of(cap), List.of());
        assertThat(remaining(limits, NOW.plusSeconds(120).minusNanos(1_000))).isEmpty();
        assertThat(remaining(limits, NOW.plusSeconds(120))).hasSize(6).containsOnly(1);
    }

    @Test
    void aRoomIsFreeWhereNobodyHasItDuringTheVisitOrItsBuffers() {
        var taken = new Use(NINE.plusSeconds(1800), NINE.plusSeconds(2400), Optional.empty());
        var limits =
                Limits.of(List.of(), List.of(room("site", "room", taken), room("site", "other"), room("far", "room")));
        assertThat(starts(limits, NOW)).containsExactly(0, 10, 40, 50);
    }

    @Test
    void aRoomThatAHoldHasIsFreeOnceItEnds() {
        var until = NOW.plusSeconds(60);
        var held = new Use(NINE, NINE.plusSeconds(600), Optional.of(until));
        var limits = Limits.of(List.of(), List.of(room("site", "room", held)));
        assertThat(starts(limits, until.minusNanos(1_000))).containsExactly(10, 20, 30, 40, 50);
        assertThat(starts(limits, until)).containsExactly(0, 10, 20, 30, 40, 50);
    }

    /** Starts of a visit of ten minutes with as many after it, in a session of an hour. */
    private static List<Integer> starts(Limits limits, Instant now) {
        return SlotFinder.starts(slots(), visit(Optional.of("room")), now, limits).stream()
                .map(start ->
                        (int) Duration.between(NINE, start.first().startsAt()).toMinutes())
                .toList();
    }

    private static List<Integer> remaining(Limits limits, Instant now) {
        return SlotFinder.starts(slots(), visit(Optional.empty()), now, limits).stream()
                .map(Start::remaining)
                .toList();
    }

    private static SessionCap cap(int most, int taken, String... types) {
        return new SessionCap(SESSION, Set.of(types), most, taken, List.of());
    }

    private static Room room(String site, String kind, Use... uses) {
        return new Room(UUID.randomUUID(), site, kind, List.of(uses));
    }

    private static Visit visit(Optional<String> kind) {
        return new Visit(
                "NEW",
                Duration.ofMinutes(10),
                Duration.ZERO,
                Duration.ofMinutes(10),
                Duration.ZERO,
                Duration.ofDays(90),
                OptionalInt.empty(),
                kind);
    }

    private static List<Slot> slots() {
        return IntStream.range(0, 6)
                .mapToObj(i -> new Slot(
                        new UUID(1, i),
                        SESSION,
                        NINE.plus(Duration.ofMinutes(10L * i)),
                        NINE.plus(Duration.ofMinutes(10L * i + 10)),
                        NINE,
                        NINE.plus(Duration.ofHours(1)),
                        new UUID(3, 3),
                        "site",
                        5,
                        0,
                        0,
                        0,
                        Optional.empty()))
                .toList();
    }
}
