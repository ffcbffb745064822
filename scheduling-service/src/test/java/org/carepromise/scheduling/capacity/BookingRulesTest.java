package org.carepromise.scheduling.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.carepromise.kit.problem.Problem;
import org.carepromise.scheduling.availability.Slot;
import org.carepromise.scheduling.capacity.BookingFacts.Booked;
import org.carepromise.scheduling.visittype.Visit;
import org.carepromise.scheduling.visittype.VisitTerms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class BookingRulesTest {

    private static final Instant NINE = Instant.parse("2026-12-01T15:00:00Z");
    private static final Instant YESTERDAY = NINE.minus(Duration.ofDays(1));
    private static final Duration GRAIN = Duration.ofMinutes(20);
    private static final UUID SESSION = new UUID(1, 1);
    private static final VisitTerms TERMS =
            new VisitTerms(VisitTerms.REMINDER_DAYS, Duration.ZERO, Optional.empty(), Optional.empty());

    @Test
    void aFreeSlotInTimeIsBooked() {
        assertThatCode(() -> BookingRules.check(facts(YESTERDAY, visit(20), slots(0, 0, 0), false)))
                .doesNotThrowAnyException();
    }

    @Test
    void aFullSlotIsSlotFull() {
        assertThat(code(facts(YESTERDAY, visit(20), slots(1, 0, 0), false))).isEqualTo("slot-full");
    }

    @Test
    void aSlotOfACancelledSessionIsSlotFull() {
        var closed = facts(YESTERDAY, visit(20), true, false, slots(0), Booked.NOTHING, List.of(), Optional.empty());
        assertThat(code(closed)).isEqualTo("slot-full");
    }

    @Test
    void aSeatThatIsOnlyHeldSaysWhenItMayComeBack() {
        var held = slots(0).get(0).withHeld(1);
        var until = YESTERDAY.plus(Duration.ofMinutes(5));
        var facts = new BookingFacts(
                YESTERDAY,
                visit(20),
                TERMS,
                true,
                true,
                held,
                List.of(held),
                "Dr. Test",
                Optional.of(until),
                List.of(),
                Booked.NOTHING,
                Optional.empty());
        assertThat(refusal(facts).members()).containsEntry("opensAt", until);
    }

    @Test
    void aSessionTakesNoMoreThanItsCapsAllow() {
        var reached = List.of(new Cap(List.of("v"), 3, 2), new Cap(List.of("v", "w"), 4, 4));
        var facts = facts(YESTERDAY, visit(20), true, true, slots(0), Booked.NOTHING, reached, Optional.empty());
        var refusal = refusal(facts);
        assertThat(refusal.code().code()).isEqualTo("cap-reached");
        assertThat(refusal.members()).containsEntry("most", 4).containsEntry("visitTypes", List.of("v", "w"));
    }

    @Test
    void aCarvedOutSlotOpensExactlyAtItsInstant() {
        var opens = NINE.minus(Duration.ofHours(2));
        var slots = new ArrayList<>(slots(0, 0));
        slots.set(1, opening(slots.get(1), opens));
        var refusal = refusal(facts(opens.minusNanos(1_000), visit(40), slots, false));
        assertThat(refusal.code().code()).isEqualTo("slot-not-released");
        assertThat(refusal.members()).containsEntry("opensAt", opens);
        assertThatCode(() -> BookingRules.check(facts(opens, visit(40), slots, false)))
                .doesNotThrowAnyException();
    }

    @Test
    void aPatientHasOnlySoManyVisitsOfATypeAhead() {
        var visit = visit(20, OptionalInt.of(2), Optional.empty());
        var next = NINE.plus(Duration.ofDays(3));
        var two = new Booked(false, 2, Optional.of(next));
        var refusal = refusal(facts(YESTERDAY, visit, true, true, slots(0), two, List.of(), Optional.empty()));
        assertThat(refusal.code().code()).isEqualTo("future-limit-reached");
        assertThat(refusal.members()).containsEntry("most", 2).containsEntry("opensAt", next);
        var one = new Booked(false, 1, Optional.of(next));
        assertThatCode(() -> BookingRules.check(
                        facts(YESTERDAY, visit, true, true, slots(0), one, List.of(), Optional.empty())))
                .doesNotThrowAnyException();
    }

    @Test
    void aVisitThatNeedsARoomNeedsAFreeOne() {
        var visit = visit(20, OptionalInt.empty(), Optional.of("ultrasound"));
        var without = facts(YESTERDAY, visit, true, true, slots(0), Booked.NOTHING, List.of(), Optional.empty());
        assertThat(code(without)).isEqualTo("resource-taken");
        var room = Optional.of(new UUID(4, 4));
        var with = facts(YESTERDAY, visit, true, true, slots(0), Booked.NOTHING, List.of(), room);
        assertThatCode(() -> BookingRules.check(with)).doesNotThrowAnyException();
        assertThat(with.seats().resource()).isEqualTo(room);
    }

    @Test
    void leadTimeEndsExactlyThatLongBeforeTheStart() {
        var visit = new Visit(
                "v",
                GRAIN,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofHours(2),
                Duration.ofDays(90),
                OptionalInt.empty(),
                Optional.empty());
        var lastMoment = NINE.minus(Duration.ofHours(2));
        assertThat(code(facts(lastMoment.plusNanos(1_000), visit, slots(0), false)))
                .isEqualTo("too-late-to-book");
        assertThatCode(() -> BookingRules.check(facts(lastMoment, visit, slots(0), false)))
                .doesNotThrowAnyException();
    }

    @Test
    void tooEarlySaysWhenItOpensAndIsOpenAtThatInstant() {
        var visit = new Visit(
                "v",
                GRAIN,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofHours(5),
                OptionalInt.empty(),
                Optional.empty());
        var opens = NINE.minus(Duration.ofHours(5));
        var refusal = refusal(facts(opens.minusNanos(1_000), visit, slots(0), false));
        assertThat(refusal.code().code()).isEqualTo("too-early-to-book");
        assertThat(refusal.members()).containsEntry("opensAt", opens);
        assertThatCode(() -> BookingRules.check(facts(opens, visit, slots(0), false)))
                .doesNotThrowAnyException();
    }

    @Test
    void aLongVisitTakesConsecutiveSlotsAllOrNone() {
        assertThatCode(() -> BookingRules.check(facts(YESTERDAY, visit(60), slots(0, 0, 0), false)))
                .doesNotThrowAnyException();
        assertThat(code(facts(YESTERDAY, visit(60), slots(0, 1, 0), false))).isEqualTo("visit-does-not-fit");
        assertThat(code(facts(YESTERDAY, visit(60), slots(0, 0), false))).isEqualTo("visit-does-not-fit");
    }

    @Test
    void aPatientHasNoTwoVisitsAtOneTime() {
        assertThat(code(facts(YESTERDAY, visit(20), slots(0), true))).isEqualTo("patient-already-booked");
    }

    @Test
    void theFirstRuleThatRefusesIsTheAnswerAndTheRestAreNamedBesideIt() {
        var visit = new Visit(
                "v",
                GRAIN,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(2),
                Duration.ofDays(90),
                OptionalInt.empty(),
                Optional.empty());
        var refusal = refusal(facts(YESTERDAY, visit, slots(1), true));
        assertThat(refusal.code().code()).isEqualTo("slot-full");
        assertThat(refusal.members())
                .containsEntry("alsoBlockedBy", List.of("too-late-to-book", "patient-already-booked"));
    }

    @Test
    void whatCannotBeMeantIsSaidBeforeWhatStandsInTheWay() {
        assertThat(code(facts(NINE, visit(20), slots(1), true))).isEqualTo("slot-in-past");
        var facts = facts(YESTERDAY, visit(20), slots(1), true);
        var notOffered =
                facts(YESTERDAY, visit(20), false, true, slots(1), facts.patient(), List.of(), Optional.empty());
        assertThat(code(notOffered)).isEqualTo("visit-type-not-offered");
    }

    private static String code(BookingFacts facts) {
        return refusal(facts).code().code();
    }

    private static Problem refusal(BookingFacts facts) {
        var refusal = catchThrowableOfType(Problem.class, () -> BookingRules.check(facts));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static Visit visit(int minutes) {
        return visit(minutes, OptionalInt.empty(), Optional.empty());
    }

    private static Visit visit(int minutes, OptionalInt futureLimit, Optional<String> resourceKind) {
        return new Visit(
                "v",
                Duration.ofMinutes(minutes),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(90),
                futureLimit,
                resourceKind);
    }

    private static BookingFacts facts(Instant now, Visit visit, List<Slot> slots, boolean patientIsBusy) {
        var patient = new Booked(patientIsBusy, 0, Optional.empty());
        return facts(now, visit, true, true, slots, patient, List.of(), Optional.empty());
    }

    private static BookingFacts facts(
            Instant now,
            Visit visit,
            boolean offered,
            boolean open,
            List<Slot> slots,
            Booked patient,
            List<Cap> caps,
            Optional<UUID> resource) {
        return new BookingFacts(
                now,
                visit,
                TERMS,
                offered,
                open,
                slots.get(0),
                slots,
                "Dr. Test",
                Optional.empty(),
                caps,
                patient,
                resource);
    }

    private static Slot opening(Slot slot, Instant at) {
        return new Slot(
                slot.id(),
                slot.session(),
                slot.startsAt(),
                slot.endsAt(),
                slot.sessionStartsAt(),
                slot.sessionEndsAt(),
                slot.provider(),
                slot.site(),
                slot.capacity(),
                slot.overbook(),
                slot.taken(),
                slot.held(),
                Optional.of(at));
    }

    /** One session from nine o'clock on, a slot of one seat for each number of taken seats. */
    private static List<Slot> slots(int... taken) {
        var slots = new ArrayList<Slot>();
        var ends = NINE.plus(GRAIN.multipliedBy(taken.length));
        for (int i = 0; i < taken.length; i++) {
            var starts = NINE.plus(GRAIN.multipliedBy(i));
            slots.add(new Slot(
                    new UUID(2, i),
                    SESSION,
                    starts,
                    starts.plus(GRAIN),
                    NINE,
                    ends,
                    new UUID(3, 3),
                    "site",
                    1,
                    0,
                    taken[i],
                    0,
                    Optional.empty()));
        }
        return slots;
    }
}
