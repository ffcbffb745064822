package org.carepromise.triage.evaluation;

/**
 * Where the true value lies with 95% confidence.
 *
 * @param low at least so much
 * @param high at most so much
 */
public record Interval(double low, double high) {

    private static final double Z = 1.959963984540054;

    /** Wilson's score interval of a share; honest near 0 and 1, where the textbook's is not. */
    static Interval of(Share share) {
        double n = share.of();
        double p = share.value();
        double middle = p + Z * Z / (2 * n);
        double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        double scale = 1 + Z * Z / n;
        return new Interval(Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale));
    }

    /** Newcombe's interval (1998, method 10) of the difference of two independent shares, from their Wilson intervals. */
    static Interval ofDifference(Share first, Share second) {
        var a = of(first);
        var b = of(second);
        double p = first.value();
        double q = second.value();
        return new Interval(p - q - Math.hypot(p - a.low, b.high - q), p - q + Math.hypot(a.high - p, q - b.low));
    }
}
