package org.carepromise.callback.admission;

import java.util.Arrays;

import org.apache.commons.numbers.gamma.InverseErf;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * How sure a promise has to be. It knows the mean that a Poisson number needs to reach {@code k} with that probability,
 * and remembers it: the same few thousand numbers are asked for in every decision.
 */
final class Confidence {

    private static final int STEP = 512;
    /** A Newton step that changes less than this is the last: the next would change nothing. */
    private static final double CLOSE = 1e-9;

    private final double probability;
    private final double normalQuantile;
    private volatile double[] means = {0};

    /** @param probability above 0 and below 1 */
    Confidence(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("confidence " + probability + ": between 0 and 1");
        }
        this.probability = probability;
        this.normalQuantile = Math.sqrt(2) * InverseErf.value(2 * probability - 1);
    }

    /** The smallest mean with which at least {@code k} come: P(Poisson(mean) ≥ k) is the probability. */
    double meanFor(int k) {
        if (k <= 0) {
            return 0;
        }
        var known = means;
        return k < known.length ? known[k] : upTo(k)[k];
    }

    private synchronized double[] upTo(int k) {
        var known = means;
        if (k < known.length) {
            return known;
        }
        var more = Arrays.copyOf(known, (k / STEP + 1) * STEP);
        for (int i = known.length; i < more.length; i++) {
            more[i] = solve(i);
        }
        means = more;
        return more;
    }

    /** Newton from Wilson and Hilferty's approximation of the gamma quantile. */
    private double solve(int k) {
        double root = 1 - 1 / (9.0 * k) + normalQuantile / (3 * Math.sqrt(k));
        double mean = k * Math.max(root * root * root, 1e-3);
        for (int i = 0; i < 50; i++) {
            double step = (PoissonTail.atLeast(k, mean) - probability) / RegularizedGamma.P.derivative(k, mean);
            mean = Math.max(mean - step, mean / 10);
            if (Math.abs(step) < CLOSE * mean) {
                break;
            }
        }
        return mean;
    }
}
