package org.carepromise.worktime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Disjoint stretches of time in order, each with the time counted before it, so that "how much until then" and "when is
 * that much reached" are one binary search each. All numbers are microseconds.
 */
final class Spans {

    private static final long LONGEST_WAIT = NeverOpensException.LONGEST_WAIT_DAYS * Micros.PER_DAY;

    private final long[] starts;
    private final long[] ends;
    private final long[] before;
    private final long total;
    /** Stretches in which nothing counts for too long, from and to in turn; nearly always none. */
    private final long[] droughts;

    private Spans(long[] starts, long[] ends, long coveredFrom) {
        this.starts = starts;
        this.ends = ends;
        this.before = new long[starts.length];
        long sum = 0;
        long lastEnd = coveredFrom;
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            before[i] = sum;
            sum += ends[i] - starts[i];
            if (starts[i] - lastEnd > LONGEST_WAIT) {
                waits.add(lastEnd);
                waits.add(starts[i]);
            }
            lastEnd = ends[i];
        }
        this.total = sum;
        this.droughts = waits.stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * Clips to the covered time and merges what overlaps or touches.
     *
     * @param inOrder pairs of start and end, by start
     */
    static Spans merged(List<long[]> inOrder, long coveredFrom, long coveredUntil) {
        long[] starts = new long[inOrder.size()];
        long[] ends = new long[inOrder.size()];
        int n = 0;
        for (long[] span : inOrder) {
            long start = Math.max(span[0], coveredFrom);
            long end = Math.min(span[1], coveredUntil);
            if (start >= end) {
                continue;
            }
            if (n > 0 && start <= ends[n - 1]) {
                ends[n - 1] = Math.max(ends[n - 1], end);
            } else {
                starts[n] = start;
                ends[n] = end;
                n++;
            }
        }
        return new Spans(Arrays.copyOf(starts, n), Arrays.copyOf(ends, n), coveredFrom);
    }

    /** All the time counted. */
    long total() {
        return total;
    }

    /** The time counted before {@code at}. */
    long countedUntil(long at) {
        int i = lastNotAbove(starts, at);
        return i < 0 ? 0 : before[i] + Math.min(at, ends[i]) - starts[i];
    }

    /**
     * The earliest instant before which {@code counted} lies: inside a span or exactly at its end.
     *
     * @param counted more than zero and not more than {@link #total}
     */
    long reachedAt(long counted) {
        int i = lastNotAbove(before, counted - 1);
        return starts[i] + counted - before[i];
    }

    boolean contains(long at) {
        int i = lastNotAbove(starts, at);
        return i >= 0 && at < ends[i];
    }

    boolean covers(long start, long end) {
        int i = lastNotAbove(starts, start);
        return i >= 0 && start < ends[i] && end <= ends[i];
    }

    /** The first counted instant that is not before {@code at}. */
    OptionalLong firstFrom(long at) {
        if (contains(at)) {
            return OptionalLong.of(at);
        }
        int next = lastNotAbove(starts, at) + 1;
        return next < starts.length ? OptionalLong.of(starts[next]) : OptionalLong.empty();
    }

    /** The end of the last span; empty if there is none. */
    OptionalLong lastEnd() {
        return ends.length == 0 ? OptionalLong.empty() : OptionalLong.of(ends[ends.length - 1]);
    }

    /** Since when somebody who counts from {@code start} to {@code end} waits too long, if ever. */
    OptionalLong waitsTooLongSince(long start, long end) {
        for (int i = 0; i < droughts.length; i += 2) {
            long from = Math.max(droughts[i], start);
            if (droughts[i] < end && droughts[i + 1] - from > LONGEST_WAIT) {
                return OptionalLong.of(from);
            }
        }
        return OptionalLong.empty();
    }

    /** The index of the last element that is at most {@code value}, -1 if none is; equal elements do not occur. */
    static int lastNotAbove(long[] sorted, long value) {
        int i = Arrays.binarySearch(sorted, value);
        return i >= 0 ? i : -i - 2;
    }
}
