package org.carepromise.callback.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RepromisePlanTest {

    private static final Instant OPENS = Instant.parse("2026-12-01T09:00:00Z");
    private static final Instant DUE = OPENS.plusSeconds(7_200);
    private static final Duration SIX_MINUTES = Duration.ofSeconds(360);
    private static final List<OpenPromise> EIGHTY_NINE = Collections.nCopies(89, new OpenPromise(OPENS, DUE));

    @Test
    void eachPromiseHasTheChanceOfThoseBeforeItAndItself() {
        var chances = RepromisePlan.chances(pool(5, EIGHTY_NINE), OPENS.minusSeconds(3_600));
        // Five start at once: the last has 83 more in front of it.
        assertThat(chances[88])
                .isCloseTo(PoissonTail.atLeast(84, 100), within(1e-12))
                .isGreaterThan(0.95);
        assertThat(chances[80]).isCloseTo(PoissonTail.atLeast(76, 100), within(1e-12));
        assertThat(chances[0]).isEqualTo(1);
        assertThat(IntStream.range(1, 89).allMatch(i -> chances[i] <= chances[i - 1]))
                .isTrue();
    }

    @Test
    void nothingMovesWhileTheRosterIsAsItWas() {
        assertThat(RepromisePlan.toMove(pool(5, EIGHTY_NINE), OPENS.minusSeconds(3_600), RepromisePlan.FLOOR))
                .isEmpty();
    }

    @Test
    void whenTwoOfFiveAreOffTheLastMoveAndTheRestIsSure() {
        var pool = pool(3, EIGHTY_NINE);
        var now = OPENS.minusSeconds(3_600);
        var moved = RepromisePlan.toMove(pool, now, RepromisePlan.FLOOR);
        assertThat(moved)
                .isEqualTo(IntStream.range(89 - moved.size(), 89).boxed().toList());
        var kept = EIGHTY_NINE.subList(0, 89 - moved.size());
        assertThat(Arrays.stream(RepromisePlan.chances(pool(3, kept), now)))
                .allMatch(chance -> chance >= RepromisePlan.FLOOR);
        var oneMore = EIGHTY_NINE.subList(0, kept.size() + 1);
        assertThat(RepromisePlan.chances(pool(3, oneMore), now)[kept.size()]).isLessThan(RepromisePlan.FLOOR);
    }

    @Test
    void whatIsOverdueHasNoChanceIsNotMovedAndStaysInFront() {
        var promises = List.of(
                new OpenPromise(OPENS, OPENS.plusSeconds(60), 30),
                new OpenPromise(OPENS, DUE),
                new OpenPromise(OPENS, DUE, 100));
        var now = OPENS.plusSeconds(600);
        assertThat(RepromisePlan.chances(pool(5, promises), now)[0]).isZero();
        assertThat(RepromisePlan.chances(pool(5, promises), now)[1])
                .isCloseTo(PoissonTail.atLeast(31, 5 * 6_600 / 360.0), within(1e-12));
        assertThat(RepromisePlan.toMove(pool(5, promises), now, 0.80)).containsExactly(2);
    }

    @Test
    void aWindowsPromiseIsAskedFromItsOwnStartToo() {
        var window = new OpenPromise(OPENS.plusSeconds(3_600), OPENS.plusSeconds(5_400), 30);
        var chance = RepromisePlan.chances(pool(5, List.of(window)), OPENS)[0];
        assertThat(chance).isCloseTo(PoissonTail.atLeast(30, 25), within(1e-12));
    }

    @Test
    void everyPromiseThatIsMadeHasTheConfidenceItWasMadeWith() {
        var admission = new Admission();
        Seeded.cases(200, random -> {
            var steps = AgentSteps.of(SmallWorld.openings(random), SmallWorld.roster(random));
            var made = new ArrayList<OpenPromise>();
            var anyTime = List.of(new Window(SmallWorld.at(0), SmallWorld.at(10_000)));
            for (int i = 0; i < 15; i++) {
                int start = 30 * random.nextInt(16);
                var request = random.nextBoolean()
                        ? new Request.Soonest(anyTime, SmallWorld.at(60 + random.nextInt(200)), true)
                        : new Request.InWindow(anyTime, new Window(SmallWorld.at(start), SmallWorld.at(start + 30)));
                var pool = new Pool(steps, SIX_MINUTES, made);
                if (admission.decide(List.of(pool), request, SmallWorld.MORNING)
                        instanceof Decision.Promised promised) {
                    made.add(new OpenPromise(promised.releaseAt(), promised.dueAt()));
                }
            }
            assertThat(Arrays.stream(RepromisePlan.chances(new Pool(steps, SIX_MINUTES, made), SmallWorld.MORNING)))
                    .allMatch(chance -> chance > Admission.CONFIDENCE - 1e-6);
        });
    }

    private static Pool pool(int agents, List<OpenPromise> promises) {
        var day = new Window(OPENS, OPENS.plusSeconds(8 * 3_600));
        var steps = AgentSteps.of(List.of(day), List.of(new Staffed(day.startsAt(), day.endsAt(), agents)));
        return new Pool(steps, SIX_MINUTES, promises);
    }
}
