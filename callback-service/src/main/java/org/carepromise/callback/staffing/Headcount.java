package org.carepromise.callback.staffing;

import java.math.BigDecimal;

/**
 * From agents at work to people on the roster.
 *
 * @param shrinkage the share of paid time in which nobody answers calls (leave, training, breaks), 0 and below 0.9
 * @param contingency the float for peaks on top, 0 to 1; 0.10 to 0.15 is usual
 */
record Headcount(BigDecimal shrinkage, BigDecimal contingency) {

    /** @throws IllegalArgumentException if a bound is passed */
    public Headcount {
        Decimals.checkShare("shrinkage", shrinkage, "0", "0.9");
        Decimals.checkShare("contingency", contingency, "0", "1.000000001");
    }

    /** People to schedule: N·(1 + contingency) ÷ (1 − shrinkage), rounded up once; 21 at 0.3 are 30. */
    public int scheduled(int agents) {
        return Decimals.ceil(
                BigDecimal.valueOf(agents).multiply(BigDecimal.ONE.add(contingency)),
                BigDecimal.ONE.subtract(shrinkage));
    }
}
