package org.carepromise.scheduling.waitlist;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.scheduling.availability.Slot;
import org.carepromise.scheduling.visittype.Visit;

import static org.assertj.core.api.Assertions.assertThat;

class WaitlistRulesTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final UUID SESSION = new UUID(1, 1);
    private static final UUID DOCTOR = new UUID(2, 2);

    // Tuesday 2026-12-08, 09:00 to 12:00 in Chicago, in slots of 20 minutes.
    private static final Instant NINE = Instant.parse("2026-12-08T15:00:00Z");
    private static final Instant DAY_BEFORE = NINE.minus(Duration.ofDays(1));
    private static final Duration SLOT = Duration.ofMinutes(20);

    private static final Wishes ANY = wishes("springfield");

    @Test
    void theFirstStartThatUsesAFreedSeatIsOffered() {
        var slots = session(1, 1, 0, 0, 1, 1, 1, 1, 1);
        assertThat(start(ANY, visit(20), slots, freed(slots, 3))).contains(3);
    }

    @Test
    void whatWasFreeBeforeIsNotOffered() {
        var slots = session(0, 1, 1, 0, 1, 1, 1, 1, 1);
        assertThat(start(ANY, visit(20), slots, freed(slots, 3))).contains(3);
    }

    @Test
    void aLongerVisitMayBeginBeforeTheFreedSeat() {
        var slots = session(1, 1, 0, 0, 1, 1, 1, 1, 1);
        assertThat(start(ANY, visit(40), slots, freed(slots, 3))).contains(2);
        assertThat(start(ANY, visit(60), slots, freed(slots, 3))).isEmpty();
    }

    @Test
    void nothingIsOfferedInsideTheLeadTimeNorBeforeTheHorizon() {
        var slots = session(0, 1, 1, 1, 1, 1, 1, 1, 1);
        var visit = visit(20, Duration.ofHours(2), Duration.ofDays(30));
        assertThat(start(
                        ANY,
                        visit,
                        slots,
                        freed(slots, 0),
                        NINE.minus(Duration.ofHours(2)).minusMillis(1)))
                .contains(0);
        assertThat(start(ANY, visit, slots, freed(slots, 0), NINE.minus(Duration.ofHours(2))))
                .isEmpty();
        assertThat(start(
                        ANY,
                        visit,
                        slots,
                        freed(slots, 0),
                        NINE.minus(Duration.ofDays(30)).minusMillis(1)))
                .isEmpty();
    }

    @Test
    void onlyAnEarlierVisitReplacesALaterOne() {
        var slots = session(1, 1, 0, 1, 1, 1, 1, 1, 1);
        var entry = entry(ANY);
        var at = slots.get(2).startsAt();
        assertThat(WaitlistRules.startFor(
                        entry, visit(20), slots, freed(slots, 2), CHICAGO, Optional.of(at), Set.of(), DAY_BEFORE))
                .isEmpty();
        assertThat(WaitlistRules.startFor(
                        entry,
                        visit(20),
                        slots,
                        freed(slots, 2),
                        CHICAGO,
                        Optional.of(at.plusMillis(1)),
                        Set.of(),
                        DAY_BEFORE))
                .isPresent();
    }

    @Test
    void aStartIsOfferedToAnEntryOnce() {
        var slots = session(1, 1, 0, 1, 1, 1, 1, 1, 1);
        assertThat(WaitlistRules.startFor(
                        entry(ANY),
                        visit(20),
                        slots,
                        freed(slots, 2),
                        CHICAGO,
                        Optional.empty(),
                        Set.of(slots.get(2).id()),
                        DAY_BEFORE))
                .isEmpty();
    }

    @Test
    void wishesAreLocalToTheSiteAndIncludeTheirEnds() {
        var nine = session(0).get(0);
        assertThat(WaitlistRules.suits(hours("09:00", "09:00"), nine, CHICAGO)).isTrue();
        assertThat(WaitlistRules.suits(hours("09:01", null), nine, CHICAGO)).isFalse();
        assertThat(WaitlistRules.suits(hours(null, "08:59"), nine, CHICAGO)).isFalse();
        assertThat(WaitlistRules.suits(dates("2026-12-08", "2026-12-08"), nine, CHICAGO))
                .isTrue();
        assertThat(WaitlistRules.suits(dates("2026-12-09", null), nine, CHICAGO))
                .isFalse();
        assertThat(WaitlistRules.suits(dates(null, "2026-12-07"), nine, CHICAGO))
                .isFalse();
        assertThat(WaitlistRules.suits(weekdays(DayOfWeek.TUESDAY), nine, CHICAGO))
                .isTrue();
        assertThat(WaitlistRules.suits(weekdays(DayOfWeek.MONDAY), nine, CHICAGO))
                .isFalse();
        assertThat(WaitlistRules.suits(wishes("chatham"), nine, CHICAGO)).isFalse();
        assertThat(WaitlistRules.suits(providers(DOCTOR), nine, CHICAGO)).isTrue();
        assertThat(WaitlistRules.suits(providers(new UUID(3, 3)), nine, CHICAGO))
                .isFalse();
    }

    @Test
    void anOfferNeverReachesIntoTheLeadTime() {
        var end = NINE.plusSeconds(600);
        assertThat(WaitlistRules.endsAt(NINE, Duration.ofMinutes(15), end)).isEqualTo(end);
        assertThat(WaitlistRules.endsAt(NINE, Duration.ofMinutes(5), end)).isEqualTo(NINE.plusSeconds(300));
    }

    @Test
    void anOfferIsOverAtItsVeryEnd() {
        var offer = new WaitlistOffer(
                new UUID(7, 7),
                new UUID(5, 5),
                new UUID(8, 8),
                null,
                OfferState.OPEN,
                NINE,
                Optional.of(NINE.minusSeconds(900)),
                NINE,
                Optional.empty(),
                Optional.empty(),
                2);
        assertThat(offer.isOver(NINE.minusNanos(1_000))).isFalse();
        assertThat(offer.isOver(NINE)).isTrue();
    }

    @Test
    void anEntryIsOverWithItsLastDayWhereverAndWithTheVisitItWouldReplace() {
        var zones = java.util.Map.of("springfield", CHICAGO, "honolulu", ZoneId.of("Pacific/Honolulu"));
        var wishes = new Wishes(
                zones.keySet(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(LocalDate.parse("2026-12-08")));
        var endOfDay = Instant.parse("2026-12-09T10:00:00Z"); // midnight in Honolulu
        assertThat(LapsePlan.over(wishes, Optional.empty(), zones::get)).contains(endOfDay);
        assertThat(LapsePlan.over(wishes, Optional.of(NINE), zones::get)).contains(NINE);
        assertThat(LapsePlan.over(wishes, Optional.of(endOfDay.plusSeconds(1)), zones::get))
                .contains(endOfDay);
        assertThat(LapsePlan.over(ANY, Optional.empty(), zones::get)).isEmpty();
    }

    /** Whatever is offered uses a freed seat, has room, suits, and is neither too late nor offered before. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void whatIsOfferedCouldAlwaysBeBookedAndWasAskedFor(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var taken = new int[9];
            for (int i = 0; i < taken.length; i++) {
                taken[i] = random.nextInt(2);
            }
            var slots = session(taken);
            var freed = new HashSet<UUID>();
            var before = new HashSet<UUID>();
            slots.forEach(slot -> {
                if (random.nextInt(3) == 0) {
                    freed.add(slot.id());
                }
                if (random.nextInt(4) == 0) {
                    before.add(slot.id());
                }
            });
            var visit =
                    visit(20 * (1 + random.nextInt(3)), Duration.ofMinutes(random.nextInt(120)), Duration.ofDays(9));
            var now = NINE.minusSeconds(random.nextInt(7_200)).plusSeconds(3_600);
            var wishes = hours("0" + (8 + random.nextInt(2)) + ":30", "1" + random.nextInt(3) + ":00");

            WaitlistRules.startFor(entry(wishes), visit, slots, freed, CHICAGO, Optional.empty(), before, now)
                    .ifPresent(start -> {
                        var at = start.first().startsAt();
                        assertThat(start.slots()).allMatch(slot -> slot.free() > 0);
                        assertThat(start.slots().stream().map(Slot::id)).containsAnyElementsOf(freed);
                        assertThat(before).doesNotContain(start.first().id());
                        assertThat(now).isBefore(at.minus(visit.leadTime()));
                        assertThat(at.atZone(CHICAGO).toLocalTime())
                                .isBetween(
                                        wishes.earliest().orElseThrow(),
                                        wishes.latest().orElseThrow());
                        assertThat(start.slots()).hasSize((int) visit.length().dividedBy(SLOT));
                    });
        }
    }

    private static Optional<Integer> start(Wishes wishes, Visit visit, List<Slot> slots, Set<UUID> freed) {
        return start(wishes, visit, slots, freed, DAY_BEFORE);
    }

    private static Optional<Integer> start(Wishes wishes, Visit visit, List<Slot> slots, Set<UUID> freed, Instant now) {
        return WaitlistRules.startFor(entry(wishes), visit, slots, freed, CHICAGO, Optional.empty(), Set.of(), now)
                .map(start -> slots.indexOf(start.first()));
    }

    private static List<Slot> session(int... taken) {
        var slots = new ArrayList<Slot>();
        for (int i = 0; i < taken.length; i++) {
            var at = NINE.plus(SLOT.multipliedBy(i));
            slots.add(new Slot(
                    new UUID(9, i),
                    SESSION,
                    at,
                    at.plus(SLOT),
                    NINE,
                    NINE.plus(SLOT.multipliedBy(taken.length)),
                    DOCTOR,
                    "springfield",
                    1,
                    0,
                    taken[i],
                    0,
                    Optional.empty()));
        }
        return slots;
    }

    private static Set<UUID> freed(List<Slot> slots, int... which) {
        return java.util.Arrays.stream(which).mapToObj(i -> slots.get(i).id()).collect(Collectors.toSet());
    }

    private static Visit visit(int minutes) {
        return visit(minutes, Duration.ZERO, Duration.ofDays(90));
    }

    private static Visit visit(int minutes, Duration leadTime, Duration horizon) {
        return new Visit(
                "primary-care",
                Duration.ofMinutes(minutes),
                Duration.ZERO,
                Duration.ZERO,
                leadTime,
                horizon,
                OptionalInt.empty(),
                Optional.empty());
    }

    private static WaitlistEntry entry(Wishes wishes) {
        return new WaitlistEntry(
                new UUID(5, 5),
                "primary-care",
                wishes,
                Optional.empty(),
                0,
                WaitlistEntryState.OPEN,
                new Patient(
                        Optional.of("pat-ada"),
                        List.of("contact"),
                        List.of("pat-ada"),
                        new PatientJson("pat-ada", null, null, null, null, null, null, null, null, null)),
                Optional.empty(),
                1,
                DAY_BEFORE);
    }

    private static Wishes wishes(String site) {
        return new Wishes(
                Set.of(site),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Wishes hours(String earliest, String latest) {
        return new Wishes(
                ANY.sites(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(earliest).map(LocalTime::parse),
                Optional.ofNullable(latest).map(LocalTime::parse),
                Optional.empty(),
                Optional.empty());
    }

    private static Wishes dates(String from, String until) {
        return new Wishes(
                ANY.sites(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(from).map(LocalDate::parse),
                Optional.ofNullable(until).map(LocalDate::parse));
    }

    private static Wishes weekdays(DayOfWeek... days) {
        return new Wishes(
                ANY.sites(),
                Optional.empty(),
                Optional.of(Set.of(days)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Wishes providers(UUID... ids) {
        return new Wishes(
                ANY.sites(),
                Optional.of(Set.of(ids)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
