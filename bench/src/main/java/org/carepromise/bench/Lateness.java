package org.carepromise.bench;

import java.util.Arrays;
import java.util.Locale;

/** Delays in microseconds, ascending. */
record Lateness(long[] micros) {

    Lateness {
        Arrays.sort(micros);
    }

    /** @param share 0.5 for the median, 1 for the longest */
    double millis(double share) {
        return micros.length == 0 ? Double.NaN : micros[(int) Math.max(0, Math.ceil(share * micros.length) - 1)] / 1e3;
    }

    long early() {
        return Arrays.stream(micros).filter(each -> each < 0).count();
    }

    /** Median, 99th percentile and longest, as cells of a table. */
    String cells() {
        return String.format(Locale.ROOT, "%.1f | %.1f | %.1f", millis(0.5), millis(0.99), millis(1));
    }
}
