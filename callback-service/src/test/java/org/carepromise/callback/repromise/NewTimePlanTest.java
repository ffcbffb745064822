package org.carepromise.callback.repromise;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.carepromise.callback.admission.Admission;
import org.carepromise.callback.admission.Decision;
import org.carepromise.callback.admission.RepromisePlan;
import org.carepromise.callback.admission.Request;
import org.carepromise.callback.admission.Seeded;
import org.carepromise.callback.admission.Window;
import org.carepromise.callback.repromise.NewTimePlan.NewTimes;
import org.carepromise.callback.request.AgentTime;
import org.carepromise.callback.request.SiteCapacity;
import org.carepromise.callback.request.SitePool;
import org.carepromise.callback.request.Waiting;
import org.carepromise.callback.roster.CapacityFall;
import org.carepromise.callback.roster.Roster;
import org.carepromise.callback.roster.Rosters;
import org.carepromise.callback.roster.SignedIn;
import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.Site;
import org.carepromise.worktime.WeeklyHours;

import static org.assertj.core.api.Assertions.assertThat;

class NewTimePlanTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final Instant MONDAY_TEN = Instant.parse("2026-11-30T16:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(14);
    private static final BusinessCalendar WEEK = BusinessCalendar.of(
            Site.of("springfield", CHICAGO, WeeklyHours.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, "08:00", "17:00")));
    private static final List<String> LANGUAGES = List.of("en", "es");

    @Test
    void whoIsLeftKeepsEveryPromiseAndNoneIsMovedThatNeedNotBe() {
        int[] seen = new int[3];
        Seeded.cases(150, random -> {
            var rosters = new ArrayList<Roster>();
            rosters.add(Rosters.always(id(1), 1 + random.nextInt(4), Set.of("billing"), Set.of("en")));
            rosters.add(Rosters.always(id(2), 1 + random.nextInt(2), Set.of("billing"), Set.of("en", "es")));
            var before = promised(capacity(rosters, List.of()), random, 5 + random.nextInt(40));
            int falls = random.nextInt(2);
            var was = rosters.get(falls);
            int agents = random.nextInt(3);
            if (agents == 0) {
                rosters.remove(falls);
            } else {
                rosters.set(falls, Rosters.always(was.id(), agents, was.skills(), was.languages()));
            }
            var capacity = capacity(rosters, before.waiting());
            var fall = new CapacityFall(1, Optional.of(was), List.of(), Optional.empty(), 0);

            var toMove = NewTimePlan.toMove(capacity, capacity.before(List.of(fall)), MONDAY_TEN);
            var times = newTimes(capacity, toMove, 1_000);

            assertThat(times.isAll()).isTrue();
            assertThat(times.times().size() + times.without().size()).isEqualTo(toMove.size());
            assertNoneIsMovedThatNeedNotBe(capacity, toMove);
            assertAllIsLaterAndCallable(capacity, times);
            for (var pool : after(capacity, times).pools(MONDAY_TEN)) {
                assertThat(Arrays.stream(RepromisePlan.chances(pool.pool(), MONDAY_TEN)))
                        .allMatch(chance -> chance >= RepromisePlan.FLOOR);
            }
            seen[0] += times.times().size();
            seen[1] += times.without().size();
            seen[2] += capacity.waiting().size() - toMove.size();
        });
        assertThat(Arrays.stream(seen)).allMatch(many -> many > 100);
    }

    @Test
    void inPartsTheSameIsPromisedAsAtOnce() {
        Seeded.cases(20, random -> {
            var en = Rosters.always(id(1), 4, Set.of("billing"), Set.of("en", "es"));
            var before = promised(capacity(List.of(en), List.of()), random, 60);
            var fall = List.of(new CapacityFall(1, Optional.of(en), List.of(), Optional.empty(), 0));
            var left = List.of(Rosters.always(id(1), 2, Set.of("billing"), Set.of("en", "es")));
            var capacity = capacity(left, before.waiting());
            var atOnce = after(
                    capacity,
                    newTimes(capacity, NewTimePlan.toMove(capacity, capacity.before(fall), MONDAY_TEN), 1_000));
            NewTimes part;
            do {
                part = newTimes(capacity, NewTimePlan.toMove(capacity, capacity.before(fall), MONDAY_TEN), 7);
                capacity = after(capacity, part);
            } while (!part.isAll());
            assertThat(capacity.waiting()).containsExactlyInAnyOrderElementsOf(atOnce.waiting());
        });
    }

    @Test
    void hoursThatAreLostMoveWhatIsDueInThem() {
        var desk = Rosters.always(id(1), 2, Set.of("billing"), Set.of("en"));
        var later =
                new Waiting(Optional.of(id(11)), MONDAY_TEN, MONDAY_TEN.plus(Duration.ofHours(2)), "billing", "en", 1);
        var saturday = MONDAY_TEN.minus(Duration.ofDays(2));
        var capacity = new SiteCapacity(
                WEEK,
                AgentTime.learnt(Duration.ofMinutes(8), 50, 0, 0),
                AHEAD,
                Duration.ofMinutes(15),
                List.of(desk),
                SignedIn.UNUSED,
                List.of(),
                List.of(
                        new Waiting(Optional.of(id(12)), saturday, saturday.plusSeconds(7_200), "billing", "en", 1),
                        later),
                List.of());
        var lost = List.of(new Window(saturday, saturday.plusSeconds(7_200)));
        var fall = List.of(new CapacityFall(1, Optional.empty(), lost, Optional.empty(), 2));
        var toMove = NewTimePlan.toMove(capacity, capacity.before(fall), saturday);
        assertThat(toMove).extracting(each -> each.callback().orElseThrow()).containsExactly(id(12));
        var times = NewTimePlan.newTimes(capacity, toMove, Map.of(id(12), CHICAGO), 9, saturday);
        // released when the desk opens on Monday, with two agents idle
        assertThat(times.times().get(0).releaseAt()).isEqualTo(Instant.parse("2026-11-30T14:00:00Z"));
        assertThat(times.times().get(0).dueAt()).isEqualTo(Instant.parse("2026-11-30T14:00:01Z"));
    }

    private static void assertNoneIsMovedThatNeedNotBe(SiteCapacity capacity, List<Waiting> toMove) {
        var moved = new HashSet<>(toMove);
        for (var each : toMove) {
            var inFront = new ArrayList<Waiting>();
            for (var other : capacity.waiting()) {
                boolean earlier = other.dueAt().isBefore(each.dueAt())
                        || other.dueAt().equals(each.dueAt())
                                && capacity.waiting().indexOf(other)
                                        < capacity.waiting().indexOf(each);
                if (earlier && !moved.contains(other)) {
                    inFront.add(other);
                }
            }
            inFront.add(each);
            assertThat(capacity(capacity.rosters(), inFront).pools(MONDAY_TEN).stream()
                            .filter(pool -> pool.waiting().contains(each))
                            .mapToDouble(NewTimePlanTest::lastChance)
                            .min()
                            .orElseThrow())
                    .isLessThan(RepromisePlan.FLOOR);
        }
    }

    private static double lastChance(SitePool pool) {
        var chances = RepromisePlan.chances(pool.pool(), MONDAY_TEN);
        return chances[chances.length - 1];
    }

    private static void assertAllIsLaterAndCallable(SiteCapacity capacity, NewTimes times) {
        var byId = new HashMap<UUID, Waiting>();
        capacity.waiting().forEach(each -> byId.put(each.callback().orElseThrow(), each));
        for (var time : times.times()) {
            var was = byId.get(time.callback());
            assertThat(time.dueAt()).isAfter(was.dueAt());
            assertThat(time.releaseAt()).isAfterOrEqualTo(was.releaseAt()).isBefore(time.dueAt());
            assertThat(LocalTime.ofInstant(time.dueAt(), CHICAGO)).isBetween(LocalTime.of(8, 0), LocalTime.of(21, 0));
        }
    }

    private static NewTimes newTimes(SiteCapacity capacity, List<Waiting> toMove, int most) {
        var zones = new HashMap<UUID, ZoneId>();
        toMove.forEach(each -> zones.put(each.callback().orElseThrow(), CHICAGO));
        return NewTimePlan.newTimes(capacity, toMove, zones, most, MONDAY_TEN);
    }

    /** With the new times; those without one are left out. */
    private static SiteCapacity after(SiteCapacity capacity, NewTimes times) {
        var waiting = new ArrayList<Waiting>();
        for (var each : capacity.waiting()) {
            var id = each.callback().orElseThrow();
            var its = times.times().stream()
                    .filter(time -> time.callback().equals(id))
                    .findFirst();
            if (!times.without().contains(id)) {
                waiting.add(its.map(time -> new Waiting(
                                each.callback(), time.releaseAt(), time.dueAt(), each.skill(), each.language(), 1))
                        .orElse(each));
            }
        }
        return capacity(capacity.rosters(), waiting);
    }

    private static SiteCapacity promised(SiteCapacity empty, SplittableRandom random, int most) {
        var capacity = empty;
        var admission = new Admission();
        var callable = List.of(
                new Window(MONDAY_TEN.minus(Duration.ofHours(2)), MONDAY_TEN.plus(Duration.ofHours(11))),
                new Window(MONDAY_TEN.plus(Duration.ofHours(22)), MONDAY_TEN.plus(Duration.ofHours(35))));
        for (int i = 0; i < most; i++) {
            var language = LANGUAGES.get(random.nextInt(4) / 3);
            var start = MONDAY_TEN.plus(Duration.ofMinutes(30L * random.nextInt(12)));
            var request = random.nextInt(3) > 0
                    ? new Request.Soonest(callable, MONDAY_TEN.plus(Duration.ofHours(2)), true)
                    : new Request.InWindow(callable, new Window(start, start.plus(Duration.ofMinutes(30))));
            var pools = capacity.poolsOf(new SitePool.Served("billing", language), MONDAY_TEN);
            if (admission.decide(pools, request, MONDAY_TEN) instanceof Decision.Promised promised) {
                var waiting = new ArrayList<>(capacity.waiting());
                waiting.add(new Waiting(
                        Optional.of(id(100 + i)), promised.releaseAt(), promised.dueAt(), "billing", language, 1));
                capacity = capacity(capacity.rosters(), waiting);
            }
        }
        return capacity;
    }

    private static SiteCapacity capacity(List<Roster> rosters, List<Waiting> waiting) {
        return new SiteCapacity(
                WEEK,
                AgentTime.learnt(Duration.ofMinutes(8), 50, 0, 0),
                AHEAD,
                Duration.ofMinutes(15),
                List.copyOf(rosters),
                SignedIn.UNUSED,
                List.of(),
                List.copyOf(waiting),
                List.of());
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }
}
