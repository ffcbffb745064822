package org.carepromise.callback.admission;

import java.math.BigDecimal;
import java.math.MathContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class PoissonTailTest {

    private static final MathContext DIGITS = new MathContext(60);

    /** The chance of a request that has {@code ahead} before it and {@code busy} agents at work on them. */
    @ParameterizedTest
    @CsvSource({
        "9, 5, 360, 1200, 0.9689956",
        "19, 5, 360, 1800, 0.8664252",
        "80, 5, 360, 7200, 0.9773508",
        "84, 5, 360, 7200, 0.9424549",
        "100, 5, 360, 7200, 0.4734378",
        "15, 3, 420, 3600, 0.9838408"
    })
    void theChanceOfARequestIsTheTailOfTheStartsBeforeIt(int ahead, int busy, int time, int within, double chance) {
        assertThat(PoissonTail.atLeast(ahead + 1, (double) busy * within / time))
                .isCloseTo(chance, within(5e-8));
    }

    @Test
    void itEqualsTheSumOfItsTermsToTwelveDigits() {
        Seeded.cases(300, random -> {
            int k = 1 + random.nextInt(150);
            int mean = 1 + random.nextInt(150);
            assertThat(PoissonTail.atLeast(k, mean)).isCloseTo(summed(k, mean), within(1e-12));
        });
    }

    @ParameterizedTest
    @CsvSource({"100, 101", "10000, 10020", "100000, 100300"})
    void itIsInStepWithItsNeighbourAtAnySize(int mean, int k) {
        // P(>= k) - P(>= k + 1) is the term at k, which its logarithm gives too.
        double term = Math.exp(-mean + k * Math.log(mean) - logFactorial(k));
        assertThat(PoissonTail.atLeast(k, mean) - PoissonTail.atLeast(k + 1, mean))
                .isCloseTo(term, within(1e-11));
    }

    @Test
    void theEndsAreExact() {
        assertThat(PoissonTail.atLeast(0, 0)).isEqualTo(1);
        assertThat(PoissonTail.atLeast(-3, 5)).isEqualTo(1);
        assertThat(PoissonTail.atLeast(1, 0)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> PoissonTail.atLeast(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> PoissonTail.atLeast(1, Double.NaN));
    }

    @Test
    void theMeanThatReachesANumberDoesSoWithTheConfidence() {
        var confidence = new Confidence(0.95);
        assertThat(confidence.meanFor(0)).isZero();
        assertThat(confidence.meanFor(1)).isCloseTo(-Math.log(0.05), within(1e-12));
        for (int k : new int[] {1, 2, 3, 12, 84, 500, 5_000, 20_000}) {
            assertThat(PoissonTail.atLeast(k, confidence.meanFor(k))).isCloseTo(0.95, within(1e-12));
            assertThat(confidence.meanFor(k)).isGreaterThan(confidence.meanFor(k - 1));
        }
    }

    @Test
    void anyConfidenceBetweenNeverAndAlwaysHasItsMean() {
        for (double p : new double[] {0.001, 0.2, 0.5, 0.8, 0.99, 0.9999}) {
            for (int k : new int[] {1, 2, 7, 300}) {
                assertThat(PoissonTail.atLeast(k, new Confidence(p).meanFor(k))).isCloseTo(p, within(1e-10));
            }
        }
        for (double p : new double[] {0, 1, -1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Confidence(p));
        }
    }

    private static double summed(int k, int mean) {
        var term = BigDecimal.ONE;
        var below = BigDecimal.ZERO;
        var all = BigDecimal.ZERO;
        for (int i = 0; i < 1_000; i++) {
            if (i < k) {
                below = below.add(term);
            }
            all = all.add(term);
            term = term.multiply(BigDecimal.valueOf(mean)).divide(BigDecimal.valueOf(i + 1), DIGITS);
        }
        return BigDecimal.ONE.subtract(below.divide(all, DIGITS)).doubleValue();
    }

    private static double logFactorial(int n) {
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }
}
