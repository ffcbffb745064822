package org.carepromise.callback.call;

import java.math.BigDecimal;

/** Where a service level lies. */
enum ServiceLevelRating {
    /** Below what is acceptable. */
    TOO_LOW,
    /** Acceptable, and below the target. */
    UNDER_TARGET,
    /** At the target or above it. */
    ON_TARGET,
    /** Above what is acceptable: more agents than it takes. */
    TOO_HIGH;

    /** Exactly: a share is compared as the fraction that it is. */
    static ServiceLevelRating of(CallShare share, BigDecimal target, BigDecimal from, BigDecimal to) {
        if (isBelow(share, from)) {
            return TOO_LOW;
        }
        if (isBelow(share, target)) {
            return UNDER_TARGET;
        }
        return BigDecimal.valueOf(share.numerator()).compareTo(to.multiply(BigDecimal.valueOf(share.denominator()))) > 0
                ? TOO_HIGH
                : ON_TARGET;
    }

    private static boolean isBelow(CallShare share, BigDecimal bound) {
        return BigDecimal.valueOf(share.numerator()).compareTo(bound.multiply(BigDecimal.valueOf(share.denominator())))
                < 0;
    }
}
