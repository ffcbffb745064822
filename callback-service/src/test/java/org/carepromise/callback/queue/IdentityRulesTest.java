package org.carepromise.callback.queue;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.carepromise.kit.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class IdentityRulesTest {

    @Test
    void anyTwoOrMoreThatDifferAreEnough() {
        var random = new SplittableRandom(45);
        var all = Identifier.values();
        for (int round = 0; round < 2_000; round++) {
            var asked = IntStream.range(0, random.nextInt(5))
                    .mapToObj(i -> all[random.nextInt(all.length)])
                    .toList();
            boolean holds = asked.size() >= 2 && new HashSet<>(asked).size() == asked.size();
            assertThat(passes(asked)).as("%s", asked).isEqualTo(holds);
        }
    }

    @Test
    void onlyWhoIsReachedHasToBeChecked() {
        for (var outcome : AttemptOutcome.values()) {
            if (outcome != AttemptOutcome.REACHED) {
                assertThatCode(() -> IdentityRules.checkReached(outcome, null)).doesNotThrowAnyException();
            }
        }
        assertThatCode(() -> IdentityRules.checkReached(AttemptOutcome.REACHED, IdentityResult.PASSED))
                .doesNotThrowAnyException();
        for (var last : new IdentityResult[] {null, IdentityResult.FAILED}) {
            assertThatCode(() -> IdentityRules.checkReached(AttemptOutcome.REACHED, last))
                    .isInstanceOf(Problem.class);
        }
    }

    private static boolean passes(List<Identifier> identifiers) {
        try {
            IdentityRules.check(identifiers);
            return true;
        } catch (Problem refused) {
            return false;
        }
    }
}
