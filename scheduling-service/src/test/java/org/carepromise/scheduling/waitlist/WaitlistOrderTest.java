package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.scheduling.waitlist.WaitlistOrder.Place;

import static org.assertj.core.api.Assertions.assertThat;

class WaitlistOrderTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    @Test
    void theHigherPriorityComesFirstThenWhoWaitsLongerThenTheSmallerId() {
        var urgent = new Place(2, NOON.plusSeconds(9), id(9));
        var early = new Place(0, NOON, id(8));
        var late = new Place(0, NOON.plusSeconds(1), id(1));
        var twin = new Place(0, NOON.plusSeconds(1), id(2));

        var list = new ArrayList<>(java.util.List.of(twin, late, early, urgent));
        list.sort(WaitlistOrder.BEST_FIRST);

        assertThat(list).containsExactly(urgent, early, late, twin);
    }

    @Test
    void idsAreComparedAsTheDatabaseDoes() {
        var high = new Place(0, NOON, UUID.fromString("ffffffff-0000-7000-8000-000000000000"));
        var low = new Place(0, NOON, UUID.fromString("0fffffff-0000-7000-8000-000000000000"));

        assertThat(WaitlistOrder.BEST_FIRST.compare(low, high)).isNegative();
    }

    /** Nobody overtakes: whatever order they come in, the same list comes out, and no two are at one place. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void theOrderIsTotalAndDoesNotDependOnWhoAsks(long seed) {
        var random = new Random(seed);
        var places = new ArrayList<Place>();
        for (int i = 0; i < 300; i++) {
            places.add(new Place(
                    random.nextInt(3),
                    NOON.plusSeconds(random.nextInt(5)),
                    new UUID(random.nextLong(), random.nextLong())));
        }
        var once = new ArrayList<>(places);
        once.sort(WaitlistOrder.BEST_FIRST);
        Collections.shuffle(places, random);
        places.sort(WaitlistOrder.BEST_FIRST);

        assertThat(places).isEqualTo(once);
        for (int i = 1; i < once.size(); i++) {
            var before = once.get(i - 1);
            var after = once.get(i);
            assertThat(WaitlistOrder.BEST_FIRST.compare(before, after)).isNegative();
            assertThat(WaitlistOrder.BEST_FIRST.compare(after, before)).isPositive();
            assertThat(before.priority()).isGreaterThanOrEqualTo(after.priority());
            assertThat(before.priority() > after.priority()
                            || !before.enteredAt().isAfter(after.enteredAt()))
                    .isTrue();
        }
        assertThat(WaitlistOrder.BEST_FIRST.compare(Place.BEFORE_ALL, once.get(0)))
                .isNegative();
    }

    private static UUID id(int last) {
        return new UUID(0x7000L, 0x8000_0000_0000_0000L | last);
    }
}
