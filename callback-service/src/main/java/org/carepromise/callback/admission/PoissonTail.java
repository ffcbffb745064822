package org.carepromise.callback.admission;

import org.apache.commons.numbers.gamma.RegularizedGamma;

/** The upper tail of the Poisson distribution, as the regularised incomplete gamma function. */
final class PoissonTail {

    private PoissonTail() {}

    /**
     * P(Poisson(mean) ≥ k), to about 12 digits for means up to 100,000.
     *
     * @param mean at least 0
     */
    static double atLeast(long k, double mean) {
        if (!(mean >= 0)) {
            throw new IllegalArgumentException("mean " + mean + ": at least 0");
        }
        if (k <= 0) {
            return 1;
        }
        return mean == 0 ? 0 : RegularizedGamma.P.value(k, mean);
    }
}
