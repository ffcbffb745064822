package org.carepromise.scheduling.appointment;

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
    private static final VisitTerms TERMS = new VisitTerms(VisitTerms.REMINDER_DAYS, Duration.ZERO, Optional.empty());

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
        var facts = facts(YESTERDAY, visit(20), slots(0), false);
        var closed = new BookingFacts(
                facts.now(),
                facts.visit(),
                true,
                false,
                facts.first(),
                facts.span(),
                "Dr. Test",
                false,
                TERMS,
                Optional.empty());
        assertThat(code(closed)).isEqualTo("slot-full");
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
        var notOffered = new BookingFacts(
                facts.now(),
                facts.visit(),
                false,
                true,
                facts.first(),
                facts.span(),
                "Dr. Test",
                true,
                TERMS,
                Optional.empty());
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
        return new Visit(
                "v",
                Duration.ofMinutes(minutes),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(90),
                OptionalInt.empty(),
                Optional.empty());
    }

    private static BookingFacts facts(Instant now, Visit visit, List<Slot> slots, boolean patientIsBusy) {
        return new BookingFacts(
                now, visit, true, true, slots.get(0), slots, "Dr. Test", patientIsBusy, TERMS, Optional.empty());
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
