package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Ceilings of quotients: in doubles 21 / (1 - 0.3) is a little more than 30, and 31 people would be asked to work. */
final class Decimals {

    private Decimals() {}

    static int ceil(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divide(divisor, 0, RoundingMode.CEILING).intValueExact();
    }

    /** @throws IllegalArgumentException if it is not from {@code least} up to, but not including, {@code end} */
    static void checkShare(String name, BigDecimal share, String least, String end) {
        if (share.compareTo(new BigDecimal(least)) < 0 || share.compareTo(new BigDecimal(end)) >= 0) {
            throw new IllegalArgumentException(name + " " + share + ": at least " + least + " and below " + end);
        }
    }
}
