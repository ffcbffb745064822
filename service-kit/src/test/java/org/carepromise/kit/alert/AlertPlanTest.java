package org.carepromise.kit.alert;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.carepromise.worktime.DutyContact;
import org.carepromise.worktime.DutyShift;
import org.carepromise.worktime.LocalInterval;

import static org.assertj.core.api.Assertions.assertThat;

class AlertPlanTest {

    private static final DutyContact LAST_RESORT = new DutyContact(DutyContact.Channel.DESK, "switchboard");

    @Test
    void theFirstOfTheRosterWhoHasNotBeenToldIsNext() {
        assertThat(next(Set.of(), 0, "ann", "ben")).contains(onDuty("ann"));
        assertThat(next(Set.of("ann"), 0, "ann", "ben")).contains(onDuty("ben"));
    }

    @Test
    void whoStandsInTwoShiftsIsToldOnce() {
        assertThat(next(Set.of("ann"), 0, "ann", "ann", "ben")).contains(onDuty("ben"));
    }

    @Test
    void whoCameOnDutyMeanwhileIsTold() {
        assertThat(next(Set.of("ann", "ben"), 0, "cleo")).contains(onDuty("cleo"));
    }

    @Test
    void whenNobodyIsLeftOrOnDutyTheLastResortIsNext() {
        assertThat(next(Set.of("ann"), 0, "ann")).contains(lastResort(AlertPlan.Rung.LAST_RESORT));
        assertThat(next(Set.of(), 0)).contains(lastResort(AlertPlan.Rung.LAST_RESORT));
    }

    @Test
    void theLastResortIsToldAgainUpToTheBound() {
        assertThat(next(Set.of(), 1)).contains(lastResort(AlertPlan.Rung.REPEAT));
        assertThat(next(Set.of(), 3)).contains(lastResort(AlertPlan.Rung.REPEAT));
        assertThat(next(Set.of(), 4)).isEmpty();
    }

    @Test
    void theWalkNeverGoesBackFromTheLastResort() {
        assertThat(next(Set.of(), 1, "ann")).contains(lastResort(AlertPlan.Rung.REPEAT));
    }

    @Test
    void itIsUnansweredOnceTheLastResortsTimeIsOver() {
        assertThat(AlertPlan.isUnanswered(facts(Set.of("ann"), 0))).isFalse();
        assertThat(AlertPlan.isUnanswered(facts(Set.of("ann"), 1))).isTrue();
    }

    /** However the roster changes from step to step: each person at most once, and it ends at the last resort. */
    @Test
    void whateverTheRosterEveryWalkTellsEachOnceAndEndsAtTheLastResort() {
        var random = new Random(20261125);
        for (int round = 0; round < 5_000; round++) {
            int people = random.nextInt(6);
            int repeats = random.nextInt(4);
            var told = new ArrayList<String>();
            var walk = new ArrayList<AlertPlan.Rung>();
            int lastResortTold = 0;
            while (true) {
                var onDuty = IntStream.range(0, random.nextInt(8))
                        .mapToObj(i -> "p" + random.nextInt(people + 1))
                        .toArray(String[]::new);
                var next = AlertPlan.next(
                        new AlertPlan.Facts(new HashSet<>(told), lastResortTold, shifts(onDuty), LAST_RESORT, repeats));
                if (next.isEmpty()) {
                    break;
                }
                next.get().person().ifPresent(told::add);
                walk.add(next.get().rung());
                lastResortTold += next.get().person().isEmpty() ? 1 : 0;
            }
            assertThat(told).doesNotHaveDuplicates();
            assertThat(walk.subList(0, told.size())).allMatch(AlertPlan.Rung.ON_DUTY::equals);
            assertThat(walk).hasSize(told.size() + 1 + repeats);
            assertThat(walk.get(told.size())).isEqualTo(AlertPlan.Rung.LAST_RESORT);
            assertThat(walk.subList(told.size() + 1, walk.size())).allMatch(AlertPlan.Rung.REPEAT::equals);
        }
    }

    private static Optional<AlertPlan.Next> next(Set<String> told, int lastResortTold, String... onDuty) {
        return AlertPlan.next(facts(told, lastResortTold, onDuty));
    }

    private static AlertPlan.Facts facts(Set<String> told, int lastResortTold, String... onDuty) {
        return new AlertPlan.Facts(told, lastResortTold, shifts(onDuty), LAST_RESORT, 3);
    }

    private static List<DutyShift> shifts(String... people) {
        var always = new LocalInterval(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        return List.of(people).stream()
                .map(who -> new DutyShift(DayOfWeek.MONDAY, always, who, contact(who)))
                .toList();
    }

    private static DutyContact contact(String who) {
        return new DutyContact(DutyContact.Channel.MAIL, who + "@example.org");
    }

    private static AlertPlan.Next onDuty(String who) {
        return new AlertPlan.Next(AlertPlan.Rung.ON_DUTY, Optional.of(who), contact(who));
    }

    private static AlertPlan.Next lastResort(AlertPlan.Rung rung) {
        return new AlertPlan.Next(rung, Optional.empty(), LAST_RESORT);
    }
}
