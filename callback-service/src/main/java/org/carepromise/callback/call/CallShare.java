package org.carepromise.callback.call;

import java.util.OptionalDouble;

/** A share of calls, with what it was computed from. */
public record CallShare(long numerator, long denominator) {

    /** @throws IllegalArgumentException if it is not between 0 and 1 */
    public CallShare {
        if (numerator < 0 || numerator > denominator) {
            throw new IllegalArgumentException(numerator + " of " + denominator + ": no share");
        }
    }

    /** Empty where there was no call. */
    public OptionalDouble value() {
        return denominator == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) numerator / denominator);
    }
}
