package org.carepromise.callback.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.callback.admission.Seeded;
import org.carepromise.kit.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallRulesTest {

    private static final Instant NOON = Instant.parse("2026-12-07T12:00:00Z");
    private static final Instant LATER = NOON.plus(Duration.ofHours(1));
    private static final List<String> TEXTS = List.of("queue", "topic", "language", "agent", "outcome", "phone");
    private static final List<String> TIMES = List.of(
            "offeredAt", "overflowedAt", "answeredAt", "abandonedAt", "transferredAt", "endedAt", "wrappedUpAt");

    /** Times in seconds after noon. */
    @ParameterizedTest
    @CsvSource({
        "offeredAt, 10, answeredAt, 9",
        "offeredAt, 10, overflowedAt, 9",
        "offeredAt, 10, abandonedAt, 9",
        "overflowedAt, 10, answeredAt, 9",
        "overflowedAt, 10, abandonedAt, 9",
        "answeredAt, 10, transferredAt, 9",
        "answeredAt, 10, endedAt, 9",
        "transferredAt, 10, endedAt, 9",
        "endedAt, 10, wrappedUpAt, 9",
        "answeredAt, 10, wrappedUpAt, 9",
        "abandonedAt, 10, answeredAt, 10",
        "abandonedAt, 10, answeredAt, 12",
        "abandonedAt, 10, transferredAt, 12",
        "abandonedAt, 10, wrappedUpAt, 12"
    })
    void factsThatCannotBothBeTrueAreRefusedWhicheverComesFirst(String one, long at, String other, long otherAt) {
        var first = facts(one, NOON.plusSeconds(at));
        var second = facts(other, NOON.plusSeconds(otherAt));
        for (var order : List.of(List.of(first, second), List.of(second, first))) {
            assertThatThrownBy(() -> CallRules.merged(order.get(0), order.get(1)))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.code().code()).isEqualTo("call-contradicts");
                        assertThat(named(problem)).containsExactlyInAnyOrder(one, other);
                    });
        }
        assertThatThrownBy(() -> CallRules.check(first.plus(second), LATER))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code().code()).isEqualTo("call-impossible"));
    }

    @Test
    void whatHappensAtOneInstantIsInOrder() {
        var all = Stream.of("offeredAt", "overflowedAt", "answeredAt", "transferredAt", "endedAt", "wrappedUpAt")
                .map(fact -> facts(fact, NOON))
                .reduce(CallFacts::plus)
                .orElseThrow();
        CallRules.check(all, NOON);
    }

    @Test
    void noFactHasTwoValues() {
        for (var fact : TEXTS) {
            assertThatThrownBy(() -> CallRules.merged(facts(fact, "Ada"), facts(fact, "Ben")))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(named(problem)).containsExactly(fact, fact);
                        assertThat(problem.members().toString() + problem.detail())
                                .as("values may tell who called")
                                .doesNotContain("Ada", "Ben");
                    });
        }
        for (var fact : List.of("offeredAt", "overflowedAt", "answeredAt", "abandonedAt", "endedAt", "wrappedUpAt")) {
            assertThatThrownBy(() -> CallRules.merged(facts(fact, NOON), facts(fact, LATER)))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(
                                    problem.members().toString())
                            .contains(NOON.toString(), LATER.toString()));
        }
    }

    @Test
    void whatIsReportedHasHappenedButForTheDriftOfAClock() {
        CallRules.check(facts("answeredAt", NOON.plusSeconds(60)), NOON);
        assertThatThrownBy(() -> CallRules.check(facts("answeredAt", NOON.plusSeconds(61)), NOON))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code().code()).isEqualTo("call-time-ahead"));
    }

    @Test
    void reportsOfACallEndInTheSameFactsInWhicheverOrderAndHoweverOftenTheyCome() {
        Seeded.cases(2_000, random -> {
            var facts = someCall(random);
            var reports = reports(facts, random);
            var merged = reports.get(0);
            for (var report : reports.subList(1, reports.size())) {
                merged = CallRules.merged(merged, report);
            }
            assertThat(merged).isEqualTo(facts.stream().reduce(CallFacts::plus).orElseThrow());
        });
    }

    /** One fact for each thing that happened. */
    private static List<CallFacts> someCall(SplittableRandom random) {
        var facts = new ArrayList<CallFacts>();
        TEXTS.stream().filter(each -> random.nextBoolean()).forEach(each -> facts.add(facts(each, "some " + each)));
        boolean isAbandoned = random.nextInt(4) == 0;
        var at = NOON;
        for (var fact : TIMES) {
            boolean happened =
                    switch (fact) {
                        case "offeredAt" -> true;
                        case "abandonedAt" -> isAbandoned;
                        case "answeredAt", "transferredAt", "wrappedUpAt" -> !isAbandoned && random.nextBoolean();
                        default -> random.nextBoolean();
                    };
            for (int i = fact.equals("transferredAt") ? random.nextInt(3) : 0; happened && i >= 0; i--) {
                at = at.plusSeconds(random.nextInt(3));
                facts.add(facts(fact, at));
            }
        }
        return facts;
    }

    /** Each fact once at least, alone or with others, repeated and shuffled. */
    private static List<CallFacts> reports(List<CallFacts> facts, SplittableRandom random) {
        var reports = new ArrayList<>(facts);
        for (int i = random.nextInt(5); i > 0; i--) {
            reports.add(facts.stream()
                    .filter(each -> random.nextBoolean())
                    .reduce(CallFacts::plus)
                    .orElse(facts.get(0)));
        }
        for (int i = reports.size() - 1; i > 0; i--) {
            Collections.swap(reports, i, random.nextInt(i + 1));
        }
        return reports;
    }

    private static CallFacts facts(String fact, Object value) {
        return new CallFacts(
                text("queue", fact, value),
                text("topic", fact, value),
                text("language", fact, value),
                text("agent", fact, value),
                text("outcome", fact, value),
                text("phone", fact, value),
                time("offeredAt", fact, value),
                time("overflowedAt", fact, value),
                time("answeredAt", fact, value),
                time("abandonedAt", fact, value),
                new TreeSet<>(time("transferredAt", fact, value).stream().toList()),
                time("endedAt", fact, value),
                time("wrappedUpAt", fact, value));
    }

    private static Optional<String> text(String name, String fact, Object value) {
        return name.equals(fact) ? Optional.of((String) value) : Optional.empty();
    }

    private static Optional<Instant> time(String name, String fact, Object value) {
        return name.equals(fact) ? Optional.of((Instant) value) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static List<String> named(Problem problem) {
        return ((List<Map<String, String>>) problem.members().get("contradicting"))
                .stream().map(each -> each.get("fact")).toList();
    }
}
