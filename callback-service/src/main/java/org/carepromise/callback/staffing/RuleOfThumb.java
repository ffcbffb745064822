package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.util.Locale;

/** Usual ratios to hold a plan against. They know nothing of when calls come: a plan does. */
enum RuleOfThumb {
    AGENTS_FOR_MONTHLY_CALLS("full-time agent", 1_200, 1_800, "inbound calls a month"),
    MANAGERS_FOR_BEDS("patient-experience manager", 75, 125, "beds"),
    ANALYSTS_FOR_BEDS("analyst", 250, 500, "beds");

    private final String who;
    private final int least;
    private final int most;
    private final String what;

    RuleOfThumb(String who, int least, int most, String what) {
        this.who = who;
        this.least = least;
        this.most = most;
        this.what = what;
    }

    /** People, from the easy end of the ratio to the hard one, each rounded up. */
    record Range(int from, int to) {}

    /** @throws IllegalArgumentException for a negative number */
    Range of(long count) {
        if (count < 0) {
            throw new IllegalArgumentException(count + ": at least 0");
        }
        var all = BigDecimal.valueOf(count);
        return new Range(Decimals.ceil(all, BigDecimal.valueOf(most)), Decimals.ceil(all, BigDecimal.valueOf(least)));
    }

    /** In words, so that nobody takes it for more than it is. */
    String inWords() {
        return String.format(Locale.ROOT, "A rule of thumb: one %s for %,d to %,d %s.", who, least, most, what);
    }
}
