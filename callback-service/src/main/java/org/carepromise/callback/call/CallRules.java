package org.carepromise.callback.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.kit.problem.Problem;

/** Which facts of a call can be true together. What is refused changes nothing: the first report stands. */
final class CallRules {

    /** So far the clock of a telephony system may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private CallRules() {}

    /**
     * That one report can be true by itself.
     *
     * @throws Problem {@code call-time-ahead}, {@code call-impossible}
     */
    static void check(CallFacts told, Instant now) {
        moments(told)
                .filter(each -> each.last().isAfter(now.plus(AHEAD)))
                .findFirst()
                .ifPresent(ahead -> {
                    throw Problem.of(CallbackProblem.CALL_TIME_AHEAD).at("#/" + ahead.fact(), "a time that has come");
                });
        contradiction(told).ifPresent(found -> {
            throw found.problem(CallbackProblem.CALL_IMPOSSIBLE);
        });
    }

    /**
     * That a call is where it was: which site it was before is not told to those of another.
     *
     * @throws Problem {@code call-contradicts}
     */
    static void checkSite(String known, String told) {
        if (!known.equals(told)) {
            throw new Contradiction(new Said("site", Optional.empty()), new Said("site", Optional.empty()))
                    .problem(CallbackProblem.CALL_CONTRADICTS);
        }
    }

    /**
     * What is known, with what is told now.
     *
     * @throws Problem {@code call-contradicts}, naming both facts
     */
    static CallFacts merged(CallFacts known, CallFacts told) {
        difference(known, told).or(() -> contradiction(known.plus(told))).ifPresent(found -> {
            throw found.problem(CallbackProblem.CALL_CONTRADICTS);
        });
        return known.plus(told);
    }

    /** @param at the time that a fact is, if it is one; other facts' values are not shown */
    private record Said(String fact, Optional<Instant> at) {

        Map<String, String> json() {
            return at.map(time -> Map.of("fact", fact, "at", time.toString())).orElseGet(() -> Map.of("fact", fact));
        }
    }

    private record Contradiction(Said one, Said other) {

        Problem problem(CallbackProblem code) {
            return Problem.of(code, "%s and %s cannot both be true.".formatted(one.fact(), other.fact()))
                    .at("#/" + other.fact(), "what goes with " + one.fact())
                    .with("contradicting", List.of(one.json(), other.json()));
        }
    }

    private static Optional<Contradiction> difference(CallFacts known, CallFacts told) {
        return Stream.of(
                        difference("queue", known.queue(), told.queue()),
                        difference("topic", known.topic(), told.topic()),
                        difference("language", known.language(), told.language()),
                        difference("agent", known.agent(), told.agent()),
                        difference("outcome", known.outcome(), told.outcome()),
                        difference("phone", known.phone(), told.phone()),
                        difference("offeredAt", known.offeredAt(), told.offeredAt()),
                        difference("overflowedAt", known.overflowedAt(), told.overflowedAt()),
                        difference("answeredAt", known.answeredAt(), told.answeredAt()),
                        difference("abandonedAt", known.abandonedAt(), told.abandonedAt()),
                        difference("endedAt", known.endedAt(), told.endedAt()),
                        difference("wrappedUpAt", known.wrappedUpAt(), told.wrappedUpAt()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Contradiction> difference(String fact, Optional<?> known, Optional<?> told) {
        return known.isEmpty() || told.isEmpty() || known.equals(told)
                ? Optional.empty()
                : Optional.of(new Contradiction(said(fact, known), said(fact, told)));
    }

    private static Said said(String fact, Optional<?> value) {
        return new Said(fact, value.filter(Instant.class::isInstance).map(Instant.class::cast));
    }

    /**
     * @param turn of two moments the one with the lower turn comes first, or both are one instant
     * @param first and last of the transfers; else the same
     */
    private record Moment(String fact, int turn, Instant first, Instant last) {

        static Stream<Moment> of(String fact, int turn, Optional<Instant> at) {
            return at.stream().map(instant -> new Moment(fact, turn, instant, instant));
        }

        boolean isBelied(Moment later) {
            return turn < later.turn && last.isAfter(later.first);
        }
    }

    private static Stream<Moment> moments(CallFacts facts) {
        var transfers = facts.transferredAt();
        return Stream.of(
                        Moment.of("offeredAt", 0, facts.offeredAt()),
                        Moment.of("overflowedAt", 1, facts.overflowedAt()),
                        Moment.of("answeredAt", 2, facts.answeredAt()),
                        Moment.of("abandonedAt", 2, facts.abandonedAt()),
                        transfers.isEmpty()
                                ? Stream.<Moment>of()
                                : Stream.of(new Moment("transferredAt", 3, transfers.first(), transfers.last())),
                        Moment.of("endedAt", 4, facts.endedAt()),
                        Moment.of("wrappedUpAt", 5, facts.wrappedUpAt()))
                .flatMap(each -> each);
    }

    private static Optional<Contradiction> contradiction(CallFacts facts) {
        var moments = moments(facts).toList();
        for (var one : moments) {
            for (var other : moments) {
                if (one.isBelied(other) || excludes(one, other)) {
                    return Optional.of(new Contradiction(
                            new Said(one.fact(), Optional.of(one.last())),
                            new Said(other.fact(), Optional.of(other.first()))));
                }
            }
        }
        return Optional.empty();
    }

    /** Whoever hung up before anybody answered was not answered, nor transferred, and made nobody wrap up. */
    private static boolean excludes(Moment one, Moment other) {
        return one.fact().equals("abandonedAt")
                && List.of("answeredAt", "transferredAt", "wrappedUpAt").contains(other.fact());
    }
}
