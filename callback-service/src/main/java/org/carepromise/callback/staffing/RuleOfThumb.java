package org.carepromise.callback.staffing;

import java.math.BigDecimal;

/** Usual ratios to hold a plan against. They know nothing of when calls come: a plan does. */
public enum RuleOfThumb {

    /** One full-time agent for so many inbound calls a month. */
    AGENTS_FOR_MONTHLY_CALLS(1_200, 1_800),
    /** One patient-experience manager for so many beds. */
    MANAGERS_FOR_BEDS(75, 125),
    /** One analyst for so many beds. */
    ANALYSTS_FOR_BEDS(250, 500);

    private final int least;
    private final int most;

    RuleOfThumb(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /** People, from the easy end of the ratio to the hard one, each rounded up. */
    public record Range(int from, int to) {}

    /** @throws IllegalArgumentException for a negative number */
    public Range of(long count) {
        if (count < 0) {
            throw new IllegalArgumentException(count + ": at least 0");
        }
        var all = BigDecimal.valueOf(count);
        return new Range(Decimals.ceil(all, BigDecimal.valueOf(most)), Decimals.ceil(all, BigDecimal.valueOf(least)));
    }
}
