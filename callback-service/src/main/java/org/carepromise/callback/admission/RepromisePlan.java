package org.carepromise.callback.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How likely promises are to be kept by the roster as it is now, and which of them a fallen roster can't keep. The same
 * rule as in {@link Admission}, asked of each promise: what counts against it is due no later, and of the same due time
 * what was promised before it.
 *
 * <p>With n promises and R distinct releases after now it costs O(n·R).
 */
public final class RepromisePlan {

    /** A promise below is promised anew when the roster, sign-in, a closure or leave has changed. */
    public static final double FLOOR = 0.80;

    /** So many standard deviations below its mean a Poisson number comes less than once in 10¹⁴ times (Chernoff). */
    private static final double NEVER = 8;

    private RepromisePlan() {}

    /** The chance of each of the pool's promises, in their order; 0 for those overdue. For several at once, of their last. */
    public static double[] chances(Pool pool, Instant now) {
        var chances = new double[pool.promises().size()];
        walk(pool, now, 0, (index, chance) -> chances[index] = chance);
        return chances;
    }

    /**
     * The places, in the pool's list, of the promises to be made anew: walking from the earliest due time, those whose
     * chance is below {@code floor}, each taken out before the next is asked. The rest keeps {@code floor} without them.
     * What is overdue has been broken and is not moved, but stays in front.
     */
    public static List<Integer> toMove(Pool pool, Instant now, double floor) {
        var moved = new ArrayList<Integer>();
        walk(pool, now, floor, (index, chance) -> {
            if (chance < floor && pool.promises().get(index).dueAt().isAfter(now)) {
                moved.add(index);
            }
        });
        return moved;
    }

    private static void walk(Pool pool, Instant now, double floor, Visitor visitor) {
        long from = Micros.of(now);
        var promises = pool.promises();
        long[] releases = promises.stream()
                .mapToLong(promise -> Math.max(from, Micros.of(promise.releaseAt())))
                .sorted()
                .distinct()
                .toArray();
        var waiting = new int[releases.length];
        var inOrder = IntStream.range(0, promises.size())
                .boxed()
                .sorted(Comparator.comparing(index -> promises.get(index).dueAt()))
                .toList();
        for (int index : inOrder) {
            var promise = promises.get(index);
            long release = Math.max(from, Micros.of(promise.releaseAt()));
            int own = Arrays.binarySearch(releases, release);
            waiting[own] += promise.count();
            double chance = chance(pool, releases, waiting, own, Micros.of(promise.dueAt()));
            visitor.visit(index, chance);
            if (chance < floor && promise.dueAt().isAfter(now)) {
                waiting[own] -= promise.count();
            }
        }
    }

    private static double chance(Pool pool, long[] releases, int[] waiting, int own, long due) {
        var agents = pool.agents();
        double agentTime = Micros.of(pool.agentTime());
        long until = agents.agentTimeUntil(due);
        int idle = agents.idleUntil(due);
        double least = 1;
        int within = 0;
        for (int i = releases.length - 1; i >= 0; i--) {
            within += waiting[i];
            if (i > own) {
                continue;
            }
            double mean = Math.max(0, until - agents.agentTimeUntil(releases[i])) / agentTime;
            int starts = within - Math.max(0, idle - agents.idleUntil(releases[i]));
            if (starts > mean - NEVER * Math.sqrt(mean)) {
                least = Math.min(least, PoissonTail.atLeast(starts, mean));
            }
        }
        return least;
    }

    private interface Visitor {
        void visit(int index, double chance);
    }
}
