package org.carepromise.scheduling.appointment;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemCode;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.availability.SlotFinder;

/**
 * What stands in the way of a booking. The list reads like the policy: it is asked from top to bottom, the first refusal
 * is the answer, and the rest are named beside it.
 */
final class BookingRules {

    private static final List<Function<BookingFacts, Problem>> RULES = List.of(
            BookingRules::slotHasASeat,
            BookingRules::isNotTooLate,
            BookingRules::isNotTooEarly,
            BookingRules::visitFits,
            BookingRules::patientIsFree);

    private static final Set<ProblemCode> CODES = Set.of(
            SchedulingProblem.SLOT_FULL,
            SchedulingProblem.TOO_LATE_TO_BOOK,
            SchedulingProblem.TOO_EARLY_TO_BOOK,
            SchedulingProblem.VISIT_DOES_NOT_FIT,
            SchedulingProblem.PATIENT_ALREADY_BOOKED);

    private BookingRules() {}

    /** Whether a refusal is one of these rules', so that another time may do. */
    static boolean isTheirs(Problem refusal) {
        return CODES.contains(refusal.code());
    }

    /** Throws what cannot be meant, then what stands in the way. */
    static void check(BookingFacts facts) {
        if (!facts.now().isBefore(facts.first().startsAt())) {
            throw Problem.of(SchedulingProblem.SLOT_IN_PAST).at("#/slotId", "a slot that has not begun");
        }
        if (!facts.offered()) {
            throw Problem.of(SchedulingProblem.VISIT_TYPE_NOT_OFFERED).at("#/visitType", "one that this session takes");
        }
        var refusals = refusals(facts).toList();
        if (!refusals.isEmpty()) {
            var others =
                    refusals.stream().skip(1).map(each -> each.code().code()).toList();
            throw refusals.get(0).with("alsoBlockedBy", others.isEmpty() ? null : others);
        }
    }

    static Stream<Problem> refusals(BookingFacts facts) {
        return RULES.stream().map(rule -> rule.apply(facts)).filter(Objects::nonNull);
    }

    private static Problem slotHasASeat(BookingFacts facts) {
        return facts.open() && facts.first().free() > 0 ? null : Problem.of(SchedulingProblem.SLOT_FULL);
    }

    private static Problem isNotTooLate(BookingFacts facts) {
        var until = facts.visit().bookedUntil(facts.first().startsAt());
        return !facts.now().isAfter(until)
                ? null
                : Problem.of(SchedulingProblem.TOO_LATE_TO_BOOK).with("bookableUntil", until);
    }

    private static Problem isNotTooEarly(BookingFacts facts) {
        var from = facts.visit().bookedFrom(facts.first().startsAt());
        return facts.now().isBefore(from)
                ? Problem.of(SchedulingProblem.TOO_EARLY_TO_BOOK).with("opensAt", from)
                : null;
    }

    private static Problem visitFits(BookingFacts facts) {
        // A full first slot is the first rule's matter: here it counts as free.
        var usable = facts.span().stream()
                .filter(slot ->
                        slot.free() > 0 || slot.id().equals(facts.first().id()))
                .toList();
        return SlotFinder.startAt(facts.first(), usable, facts.visit()).isPresent()
                ? null
                : Problem.of(SchedulingProblem.VISIT_DOES_NOT_FIT);
    }

    private static Problem patientIsFree(BookingFacts facts) {
        return facts.patientIsBusy() ? Problem.of(SchedulingProblem.PATIENT_ALREADY_BOOKED) : null;
    }
}
