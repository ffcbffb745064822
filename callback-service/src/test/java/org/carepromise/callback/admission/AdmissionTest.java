package org.carepromise.callback.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AdmissionTest {

    private static final Duration SIX_MINUTES = Duration.ofSeconds(360);
    private static final Duration EIGHT_MINUTES = Duration.ofSeconds(480);
    private static final Window TODAY = window("09:00", "17:00");
    private static final Window TOMORROW =
            new Window(TODAY.startsAt().plus(1, ChronoUnit.DAYS), TODAY.endsAt().plus(1, ChronoUnit.DAYS));
    private static final List<Window> ANY_TIME =
            List.of(new Window(at("00:00"), at("00:00").plus(14, ChronoUnit.DAYS)));
    private static final AgentSteps FIVE = agents(5);

    private final Admission admission = new Admission();

    @Test
    void twoHundredWhoAskBeforeTheSiteOpensArePromisedWhatFiveAgentsKeep() {
        var promises = new ArrayList<OpenPromise>();
        var due = new ArrayList<Instant>();
        for (int i = 0; i < 200; i++) {
            var promised = soonest(List.of(new Pool(FIVE, SIX_MINUTES, promises)), "11:00", true, at("07:00"));
            assertThat(promised.releaseAt()).isEqualTo(at("09:00"));
            assertThat(promised.withinSla()).isEqualTo(i < 89);
            promises.add(new OpenPromise(promised.releaseAt(), promised.dueAt()));
            due.add(promised.dueAt());
        }
        assertThat(due.subList(0, 89)).containsOnly(at("11:00"));
        assertThat(due.get(89)).isEqualTo(at("11:00:52"));
        assertThat(due.get(99)).isEqualTo(at("11:13:54"));
        assertThat(due.get(149)).isEqualTo(at("12:18:26"));
        assertThat(due.get(199)).isEqualTo(at("13:22:14"));
    }

    @Test
    void whoDoesNotAcceptALaterTimeIsToldTheNextOnes() {
        var pool = new Pool(FIVE, SIX_MINUTES, List.of(new OpenPromise(at("09:00"), at("11:00"), 89)));
        var refused = refused(
                admission.decide(List.of(pool), new Request.Soonest(ANY_TIME, at("11:00"), false), at("07:00")));
        assertThat(refused.soonest()).contains(new Decision.Promised(at("09:00"), at("11:00:52"), false));
        assertThat(refused.windows())
                .containsExactly(window("11:00", "11:30"), window("11:30", "12:00"), window("12:00", "12:30"));
    }

    @Test
    void agentsWhoAreIdleAtTheOpeningAreStartsAtOnceAndThoseAtNoonAreNot() {
        // 83 ahead of one more: the notes' table. At the opening, five more start at once.
        assertThat(promisedInTwoHoursFrom("09:00", at("07:00"))).isEqualTo(89);
        assertThat(promisedInTwoHoursFrom("12:00", at("12:00"))).isEqualTo(84);
    }

    @Test
    void aWindowOfHalfAnHourTakesTwelveOfAHundred() {
        var promises = new ArrayList<OpenPromise>();
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            var decision = inWindow(new Pool(FIVE, EIGHT_MINUTES, promises), window("14:00", "14:30"));
            if (decision instanceof Decision.Promised promised) {
                assertThat(promised).isEqualTo(new Decision.Promised(at("14:00"), at("14:30"), true));
                promises.add(new OpenPromise(promised.releaseAt(), promised.dueAt()));
            } else {
                assertThat(refused(decision).windows())
                        .isNotEmpty()
                        .doesNotContain(window("14:00", "14:30"))
                        .allMatch(next ->
                                inWindow(new Pool(FIVE, EIGHT_MINUTES, promises), next) instanceof Decision.Promised);
                refused++;
            }
        }
        assertThat(promises).hasSize(12);
        assertThat(refused).isEqualTo(88);
    }

    @Test
    void aWindowOutsideThePatientsHoursIsRefused() {
        var hours = List.of(window("14:00", "17:00"));
        var pool = new Pool(FIVE, SIX_MINUTES, List.of());
        var refused = refused(
                admission.decide(List.of(pool), new Request.InWindow(hours, window("13:45", "14:15")), at("10:00")));
        assertThat(refused.windows())
                .containsExactly(window("14:00", "14:30"), window("14:30", "15:00"), window("15:00", "15:30"));
    }

    @Test
    void aPatientFarWestIsReleasedWhenTheirHoursBegin() {
        var hours = List.of(window("14:00", "17:00"));
        var pool = new Pool(FIVE, SIX_MINUTES, List.of());
        var refused =
                refused(admission.decide(List.of(pool), new Request.Soonest(hours, at("12:00"), false), at("10:00")));
        var soonest = refused.soonest().orElseThrow();
        assertThat(soonest.releaseAt()).isEqualTo(at("14:00"));
        assertThat(soonest.withinSla()).isFalse();
        assertThat(soonest.dueAt()).isBetween(at("14:03"), at("14:04"));
    }

    @Test
    void wherePatientsHoursEndBeforeTheLimitTheirEndIsTheLimit() {
        var hours = List.of(window("14:00", "15:00"));
        var pool = new Pool(FIVE, SIX_MINUTES, List.of());
        assertThat(admission.decide(List.of(pool), new Request.Soonest(hours, at("16:00"), false), at("10:00")))
                .isEqualTo(new Decision.Promised(at("14:00"), at("15:00"), true));
    }

    @Test
    void aPromiseMayPassTheNightInWhichTheSiteIsClosed() {
        var pool = new Pool(FIVE, SIX_MINUTES, List.of());
        var limit = TOMORROW.startsAt().plus(30, ChronoUnit.MINUTES);
        var hours = List.of(
                window("08:00", "21:00"),
                new Window(at("08:00").plus(1, ChronoUnit.DAYS), at("21:00").plus(1, ChronoUnit.DAYS)));
        assertThat(admission.decide(List.of(pool), new Request.Soonest(hours, limit, false), at("16:59")))
                .isEqualTo(new Decision.Promised(at("16:59"), limit, true));
    }

    @Test
    void withoutAgentsNothingIsPromisedAndNothingOffered() {
        var pool = new Pool(agents(0), SIX_MINUTES, List.of());
        var refused =
                refused(admission.decide(List.of(pool), new Request.Soonest(ANY_TIME, at("12:00"), true), at("10:00")));
        assertThat(refused.soonest()).isEmpty();
        assertThat(refused.windows()).isEmpty();
    }

    @Test
    void nobodyIsPutInFrontOfAPromiseThatIsAlreadyInDanger() {
        // 60 due at noon are too many for two agents; whoever comes now is due after them, at whatever price.
        var late = new OpenPromise(at("10:00"), at("12:00"), 60);
        var promised = soonest(List.of(new Pool(agents(2), SIX_MINUTES, List.of(late))), "11:30", true, at("10:00"));
        assertThat(promised.withinSla()).isFalse();
        assertThat(promised.dueAt()).isAfter(at("12:00"));
    }

    @Test
    void whatIsOverdueIsStillInFront() {
        var overdue = new OpenPromise(at("09:00"), at("09:30"), 40);
        assertThat(soonest(List.of(new Pool(FIVE, SIX_MINUTES, List.of(overdue))), "12:00", true, at("10:00"))
                        .dueAt())
                .isEqualTo(at("12:00"));
        var many = new OpenPromise(at("09:00"), at("09:30"), 85);
        assertThat(soonest(List.of(new Pool(FIVE, SIX_MINUTES, List.of(many))), "12:00", true, at("10:00"))
                        .dueAt())
                .isAfter(at("12:00"));
    }

    @Test
    void aWindowLaterInTheDayIsCountedAgainstWhoAsksNow() {
        // The window's own hour is full, and all that is released before must be done before or after it.
        var window = new OpenPromise(at("14:00"), at("14:30"), 12);
        var pool = new Pool(FIVE, EIGHT_MINUTES, List.of(window));
        assertThat(inWindow(pool, window("14:00", "14:30"))).isInstanceOf(Decision.Refused.class);
        assertThat(inWindow(pool, window("13:45", "14:15"))).isInstanceOf(Decision.Promised.class);
        assertThat(soonest(List.of(pool), "14:30", false, at("13:00")).dueAt()).isEqualTo(at("14:30"));
    }

    @Test
    void theOneBilingualAgentLimitsWhatIsPromisedInSpanish() {
        var site = new Pool(FIVE, SIX_MINUTES, List.of());
        var spanish = new ArrayList<OpenPromise>();
        Decision last = null;
        while (!(last instanceof Decision.Refused)) {
            last = admission.decide(
                    List.of(site, new Pool(agents(1), SIX_MINUTES, spanish)),
                    new Request.Soonest(ANY_TIME, at("11:00"), false),
                    at("07:00"));
            spanish.add(new OpenPromise(at("09:00"), at("11:00")));
        }
        // Poisson(20) >= 13 is 0.961, >= 14 is 0.934; and one starts at once.
        assertThat(spanish).hasSize(15);
    }

    @Test
    void theSiteTogetherLimitsWhatEachLanguageWouldTake() {
        var site = new Pool(agents(1), SIX_MINUTES, List.of(new OpenPromise(at("09:00"), at("11:00"), 14)));
        var spanish = new Pool(agents(1), SIX_MINUTES, List.of());
        assertThat(admission.decide(
                        List.of(site, spanish), new Request.Soonest(ANY_TIME, at("11:00"), false), at("07:00")))
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void anAgentOfARarerPoolMayTakeAnothersRequestWhileItsOwnHasRoom() {
        // Poisson(20) >= 13 is 0.961, >= 14 is 0.934: one agent from 10:00 to 12:00.
        for (int waiting : new int[] {11, 12, 13, 14}) {
            var spanish = new Pool(agents(1), SIX_MINUTES, List.of(new OpenPromise(at("09:00"), at("12:00"), waiting)));
            assertThat(admission.hasRoom(spanish, at("12:00"), at("10:00"))).isEqualTo(waiting < 13);
        }
    }

    @Test
    void theOrderInWhichPromisesAreGivenDoesNotMatter() {
        Seeded.cases(50, random -> {
            var promises = SmallWorld.promises(random, 12);
            var turned = new ArrayList<>(promises);
            Collections.reverse(turned);
            var request = new Request.Soonest(ANY_TIME, at("11:00"), true);
            assertThat(admission.decide(List.of(new Pool(FIVE, EIGHT_MINUTES, promises)), request, at("08:00")))
                    .isEqualTo(admission.decide(List.of(new Pool(FIVE, EIGHT_MINUTES, turned)), request, at("08:00")));
        });
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Staffed(at("09:00"), at("10:00"), -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Staffed(at("10:00"), at("10:00"), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(at("10:00"), at("09:00")));
        assertThatIllegalArgumentException().isThrownBy(() -> new OpenPromise(at("10:00"), at("09:00")));
        assertThatIllegalArgumentException().isThrownBy(() -> new OpenPromise(at("10:00"), at("11:00"), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pool(FIVE, Duration.ZERO, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request.Soonest(List.of(TOMORROW, TODAY), at("11:00"), false));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        admission.decide(List.of(), new Request.Soonest(ANY_TIME, at("11:00"), false), at("10:00")));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> AgentSteps.of(List.of(window("09:00", "12:00"), window("11:00", "17:00")), List.of()));
    }

    private int promisedInTwoHoursFrom(String from, Instant now) {
        var promises = new ArrayList<OpenPromise>();
        var limit = at(from).plus(2, ChronoUnit.HOURS);
        while (admission.decide(
                        List.of(new Pool(FIVE, SIX_MINUTES, promises)),
                        new Request.Soonest(ANY_TIME, limit, false),
                        now)
                instanceof Decision.Promised promised) {
            promises.add(new OpenPromise(promised.releaseAt(), promised.dueAt()));
        }
        return promises.size();
    }

    private Decision inWindow(Pool pool, Window window) {
        return admission.decide(List.of(pool), new Request.InWindow(ANY_TIME, window), at("10:00"));
    }

    private Decision.Promised soonest(List<Pool> pools, String limit, boolean acceptLater, Instant now) {
        return (Decision.Promised) admission.decide(pools, new Request.Soonest(ANY_TIME, at(limit), acceptLater), now);
    }

    private static Decision.Refused refused(Decision decision) {
        return (Decision.Refused) decision;
    }

    private static AgentSteps agents(int agents) {
        return AgentSteps.of(
                List.of(TODAY, TOMORROW),
                Stream.of(TODAY, TOMORROW)
                        .map(day -> new Staffed(day.startsAt(), day.endsAt(), agents))
                        .toList());
    }

    private static Window window(String from, String to) {
        return new Window(at(from), at(to));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-12-01T" + (time.length() == 5 ? time + ":00" : time) + "Z");
    }
}
