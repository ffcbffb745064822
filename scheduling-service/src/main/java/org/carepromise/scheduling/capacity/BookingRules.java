package org.carepromise.scheduling.capacity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemCode;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.availability.Slot;

/**
 * What stands in the way of a booking. The list reads like the policy: it is asked from top to bottom, the first refusal
 * is the answer, and the rest are named beside it. Each says when it would change, where time alone changes it.
 */
public final class BookingRules {

    private static final List<Function<BookingFacts, Problem>> RULES = List.of(
            BookingRules::slotHasASeat,
            BookingRules::sessionTakesMoreOfThese,
            BookingRules::slotIsReleased,
            BookingRules::isNotTooLate,
            BookingRules::isNotTooEarly,
            BookingRules::visitFits,
            BookingRules::patientIsFree,
            BookingRules::patientHasFewAhead,
            BookingRules::resourceIsFree);

    /** What a hold does not settle: whose it is shows only when it is booked. */
    private static final List<Function<BookingFacts, Problem>> RULES_OF_A_HOLD =
            List.of(BookingRules::sessionIsOpen, BookingRules::patientIsFree, BookingRules::patientHasFewAhead);

    private static final Set<ProblemCode> CODES = Set.of(
            SchedulingProblem.SLOT_FULL,
            SchedulingProblem.CAP_REACHED,
            SchedulingProblem.SLOT_NOT_RELEASED,
            SchedulingProblem.TOO_LATE_TO_BOOK,
            SchedulingProblem.TOO_EARLY_TO_BOOK,
            SchedulingProblem.VISIT_DOES_NOT_FIT,
            SchedulingProblem.PATIENT_ALREADY_BOOKED,
            SchedulingProblem.FUTURE_LIMIT_REACHED,
            SchedulingProblem.RESOURCE_TAKEN);

    private static final Set<ProblemCode> OF_THE_SESSION = Set.of(
            SchedulingProblem.SLOT_FULL,
            SchedulingProblem.CAP_REACHED,
            SchedulingProblem.SLOT_NOT_RELEASED,
            SchedulingProblem.VISIT_DOES_NOT_FIT,
            SchedulingProblem.RESOURCE_TAKEN);

    private BookingRules() {}

    /** Whether a refusal is about this session alone, so that another provider's at the same time may do. */
    public static boolean isOfTheSession(Throwable refusal) {
        return refusal instanceof Problem problem && OF_THE_SESSION.contains(problem.code());
    }

    /** Whether a refusal is one of these rules', so that another time may do. */
    public static boolean isTheirs(Problem refusal) {
        return CODES.contains(refusal.code());
    }

    /** Throws what cannot be meant, then what stands in the way. */
    public static void check(BookingFacts facts) {
        checkMeant(facts);
        check(refusals(facts));
    }

    /** Throws what stands in the way of booking seats that are held. */
    public static void checkHeld(BookingFacts facts) {
        check(refusals(RULES_OF_A_HOLD, facts));
    }

    /** Throws what cannot be meant. */
    public static void checkMeant(BookingFacts facts) {
        if (!facts.now().isBefore(facts.first().startsAt())) {
            throw Problem.of(SchedulingProblem.SLOT_IN_PAST).at("#/slotId", "a slot that has not begun");
        }
        if (!facts.offered()) {
            throw Problem.of(SchedulingProblem.VISIT_TYPE_NOT_OFFERED).at("#/visitType", "one that this session takes");
        }
    }

    /** Everything that stands in the way, in the order of the rules. */
    public static List<Problem> refusals(BookingFacts facts) {
        return refusals(RULES, facts);
    }

    private static List<Problem> refusals(List<Function<BookingFacts, Problem>> rules, BookingFacts facts) {
        return rules.stream()
                .map(rule -> rule.apply(facts))
                .filter(Objects::nonNull)
                .toList();
    }

    private static void check(List<Problem> refusals) {
        if (!refusals.isEmpty()) {
            var others =
                    refusals.stream().skip(1).map(each -> each.code().code()).toList();
            throw refusals.get(0).with("alsoBlockedBy", others.isEmpty() ? null : others);
        }
    }

    private static Problem slotHasASeat(BookingFacts facts) {
        if (facts.open() && facts.first().free() > 0) {
            return null;
        }
        var full = Problem.of(SchedulingProblem.SLOT_FULL);
        // A seat that is only held may come back; of one that is taken nobody knows.
        return facts.open() ? full.with("opensAt", facts.heldUntil().orElse(null)) : full;
    }

    private static Problem sessionIsOpen(BookingFacts facts) {
        return facts.open() ? null : Problem.of(SchedulingProblem.SLOT_FULL);
    }

    private static Problem sessionTakesMoreOfThese(BookingFacts facts) {
        return facts.caps().stream()
                .filter(Cap::isReached)
                .findFirst()
                .map(cap -> Problem.of(SchedulingProblem.CAP_REACHED)
                        .with("visitTypes", cap.visitTypes())
                        .with("most", cap.most()))
                .orElse(null);
    }

    private static Problem slotIsReleased(BookingFacts facts) {
        return facts.start(usable(facts)).stream()
                .flatMap(start -> start.slots().stream())
                .filter(slot -> !slot.isReleased(facts.now()))
                .map(Slot::opensAt)
                .flatMap(Optional::stream)
                .max(Comparator.<Instant>naturalOrder())
                .map(opensAt -> Problem.of(SchedulingProblem.SLOT_NOT_RELEASED).with("opensAt", opensAt))
                .orElse(null);
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
        return facts.start(usable(facts)).isPresent() ? null : Problem.of(SchedulingProblem.VISIT_DOES_NOT_FIT);
    }

    /** A full first slot is the first rule's matter: here it counts as free. */
    private static List<Slot> usable(BookingFacts facts) {
        return facts.span().stream()
                .filter(slot ->
                        slot.free() > 0 || slot.id().equals(facts.first().id()))
                .toList();
    }

    private static Problem patientIsFree(BookingFacts facts) {
        return facts.patient().isBusy() ? Problem.of(SchedulingProblem.PATIENT_ALREADY_BOOKED) : null;
    }

    private static Problem patientHasFewAhead(BookingFacts facts) {
        var limit = facts.visit().futureLimit();
        return limit.isPresent() && facts.patient().ahead() >= limit.getAsInt()
                ? Problem.of(SchedulingProblem.FUTURE_LIMIT_REACHED)
                        .with("most", limit.getAsInt())
                        .with("opensAt", facts.patient().nextStartsAt().orElse(null))
                : null;
    }

    private static Problem resourceIsFree(BookingFacts facts) {
        return facts.visit()
                .resourceKind()
                .filter(kind -> facts.freeResource().isEmpty())
                .map(kind -> Problem.of(SchedulingProblem.RESOURCE_TAKEN).with("resourceKind", kind))
                .orElse(null);
    }
}
