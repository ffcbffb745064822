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
 * <p>With n promises and R distinct releases after now it costs O(n·R) for each pool.
 */
public final class RepromisePlan {

    /** A promise below is promised anew when the roster, sign-in, a closure or leave has changed. */
    public static final double FLOOR = 0.80;

    /** So many standard deviations below its mean a Poisson number comes less than once in 10¹⁴ times (Chernoff). */
    private static final double NEVER = 8;

    private RepromisePlan() {}

    /**
     * A pool whose agents have become fewer.
     *
     * @param pool as it is now
     * @param before its agents as they were
     * @param places of the pool's promises, in its order, among those of the whole site
     */
    public record Fallen(Pool pool, AgentSteps before, int[] places) {}

    /** The chance of each of the pool's promises, in their order; 0 for those overdue. For several at once, of their last. */
    public static double[] chances(Pool pool, Instant now) {
        var chances = new double[pool.promises().size()];
        var walk = new Walk(pool, now);
        inOrder(pool.promises()).forEach(index -> {
            walk.add(pool.promises().get(index));
            chances[index] = walk.chance(pool.agents(), pool.promises().get(index));
        });
        return chances;
    }

    /** The same as {@link #toMove(List, List, Instant, double)} of one pool, whatever its agents were before. */
    public static List<Integer> toMove(Pool pool, Instant now, double floor) {
        var places = IntStream.range(0, pool.promises().size()).toArray();
        return toMove(pool.promises(), List.of(new Fallen(pool, null, places)), now, floor);
    }

    /**
     * The places, in the list, of the promises to be made anew: walking from the earliest due time, those whose chance in one
     * of their pools has fallen below {@code floor}, each taken out of all before the next is asked. The rest keeps {@code
     * floor} without them, but for those that were below before, by long calls alone: such stay, in front of the others, for
     * they mostly recover. What is overdue has been broken and is not moved either.
     *
     * @param promises of a site
     * @param pools the whole site, and each skill and language
     */
    public static List<Integer> toMove(List<OpenPromise> promises, List<Fallen> pools, Instant now, double floor) {
        var walks = pools.stream().map(fallen -> new Walk(fallen.pool(), now)).toList();
        var poolsOf = new ArrayList<List<Integer>>();
        promises.forEach(any -> poolsOf.add(new ArrayList<>(2)));
        for (int pool = 0; pool < pools.size(); pool++) {
            for (int place : pools.get(pool).places()) {
                poolsOf.get(place).add(pool);
            }
        }
        var moved = new ArrayList<Integer>();
        for (int place : inOrder(promises)) {
            var promise = promises.get(place);
            boolean falls = false;
            for (int pool : poolsOf.get(place)) {
                walks.get(pool).add(promise);
                falls |= promise.dueAt().isAfter(now) && walks.get(pool).falls(pools.get(pool), promise, floor);
            }
            if (falls) {
                moved.add(place);
                poolsOf.get(place).forEach(pool -> walks.get(pool).remove(promise));
            }
        }
        return moved;
    }

    private static List<Integer> inOrder(List<OpenPromise> promises) {
        return IntStream.range(0, promises.size())
                .boxed()
                .sorted(Comparator.comparing(index -> promises.get(index).dueAt()))
                .toList();
    }

    /** The promises of a pool that were passed and not taken out, by release. */
    private static final class Walk {

        private final long now;
        private final double agentTime;
        private final long[] releases;
        private final int[] waiting;

        Walk(Pool pool, Instant at) {
            now = Micros.of(at);
            agentTime = Micros.of(pool.agentTime());
            releases = pool.promises().stream()
                    .mapToLong(this::release)
                    .sorted()
                    .distinct()
                    .toArray();
            waiting = new int[releases.length];
        }

        private long release(OpenPromise promise) {
            return Math.max(now, Micros.of(promise.releaseAt()));
        }

        private int place(OpenPromise promise) {
            return Arrays.binarySearch(releases, release(promise));
        }

        void add(OpenPromise promise) {
            waiting[place(promise)] += promise.count();
        }

        void remove(OpenPromise promise) {
            waiting[place(promise)] -= promise.count();
        }

        boolean falls(Fallen fallen, OpenPromise promise, double floor) {
            double chance = chance(fallen.pool().agents(), promise);
            return chance < floor && (fallen.before() == null || chance < chance(fallen.before(), promise));
        }

        double chance(AgentSteps agents, OpenPromise promise) {
            long due = Micros.of(promise.dueAt());
            long until = agents.agentTimeUntil(due);
            int idle = agents.idleUntil(due);
            int own = place(promise);
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
    }
}
