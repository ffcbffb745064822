package org.carepromise.callback.widget;

import java.time.Duration;

/**
 * So many at once, and as many again evenly over a span (the generic cell rate algorithm). All that is kept of somebody is the
 * instant from which on nothing is used up any more.
 *
 * @param most at once, and in each span; 1 or more
 */
record RateLimit(int most, Duration within) {

    RateLimit {
        if (most < 1 || within.toNanos() < most) {
            throw new IllegalArgumentException("a rate limit lets one through at least");
        }
    }

    /**
     * @param unusedFrom to keep; where it is refused as it was
     * @param remaining how many more would be let through at once
     * @param after how long until the next one is let through, where it is refused; else until all are there again
     */
    record Verdict(boolean admitted, long unusedFrom, int remaining, Duration after) {}

    /**
     * @param unusedFrom as it was kept; {@code now} or before for whoever was not seen
     * @param now nanoseconds of any clock that never goes back
     */
    Verdict ask(long unusedFrom, long now) {
        long each = within.toNanos() / most;
        long used = Math.max(0, unusedFrom - now);
        long next = used + each;
        long whole = each * most;
        return next > whole
                ? new Verdict(false, unusedFrom, 0, Duration.ofNanos(next - whole))
                : new Verdict(true, now + next, (int) ((whole - next) / each), Duration.ofNanos(next));
    }

    /** As the header {@code RateLimit-Policy} says it. */
    String policy(String name) {
        return "\"%s\";q=%d;w=%d".formatted(name, most, within.toSeconds());
    }
}
