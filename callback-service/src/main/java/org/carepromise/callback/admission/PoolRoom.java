package org.carepromise.callback.admission;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalLong;

/**
 * What a pool can still promise. A request with a release and a due time has room if, for every release a ≤ its own and
 * every due b ≥ its own, the starts from a to b surely reach the promises within [a, b] and itself. A promise that has too
 * few already is not made worse either: nothing is put in front of it.
 *
 * <p>If there is room for a due time, there is for every later one: what lies between two due times needs no more starts
 * than the later of them had to spare. So one number per release decides, the last due time that is full, and the earliest
 * due time lies after it.
 *
 * <p>With D distinct due times and R distinct releases up to the one asked for (those that have passed are one, now), the
 * first question costs O(n log n + R·D), each further one with a later release O(n + D) for every release passed. As soon
 * as possible has R = 1.
 */
final class PoolRoom {

    private final AgentSteps agents;
    private final AgentSteps.StartTime needed;
    private final long now;

    /** The promises by release: release, index of the due time, count. */
    private final long[][] promises;

    private final long[] dues;
    private final long[] agentTimeUntilDue;
    private final int[] idleUntilDue;

    /** What is released no earlier than the release last asked for: by due time, and in all. */
    private final int[] waiting;

    private int waitingInAll;
    private int passed;
    private long asked;
    /** The last due time that is full for a release so far, -1 if none. */
    private int lastFull;

    PoolRoom(Pool pool, Confidence confidence, long now) {
        this.agents = pool.agents();
        this.now = now;
        double agentTime = Micros.of(pool.agentTime());
        this.needed = starts -> (long) Math.ceil(confidence.meanFor(starts) * agentTime);
        dues = pool.promises().stream()
                .mapToLong(promise -> Micros.of(promise.dueAt()))
                .sorted()
                .distinct()
                .toArray();
        promises = pool.promises().stream()
                .map(promise -> new long[] {
                    Math.max(now, Micros.of(promise.releaseAt())),
                    Arrays.binarySearch(dues, Micros.of(promise.dueAt())),
                    promise.count()
                })
                .sorted(Comparator.comparingLong(promise -> promise[0]))
                .toArray(long[][]::new);
        agentTimeUntilDue = Arrays.stream(dues).map(agents::agentTimeUntil).toArray();
        idleUntilDue = Arrays.stream(dues).mapToInt(agents::idleUntil).toArray();
        waiting = new int[dues.length];
        rewind();
    }

    /** Whether a request released then can be promised by then. */
    boolean has(long release, long due) {
        long from = Math.max(now, release);
        moveTo(from);
        if (due <= from || lastFull >= 0 && due <= dues[lastFull]) {
            return false;
        }
        long agentTime = agents.agentTimeUntil(due);
        int idle = agents.idleUntil(due);
        return eachRelease(
                from,
                due,
                (at, ahead) ->
                        agentTime - agents.agentTimeUntil(at) >= needed.of(ahead + 1 - (idle - agents.idleUntil(at))));
    }

    /** The earliest due time that a request released then can be promised, rounded up to the second; empty if none. */
    OptionalLong earliestDue(long release) {
        long from = Math.max(now, release);
        moveTo(from);
        long after = lastFull < 0 ? from : Math.max(from, dues[lastFull]);
        long[] due = {after};
        boolean found = eachRelease(from, after, (at, ahead) -> {
            var reached = agents.startsReachedAt(ahead + 1, at, after, needed);
            due[0] = Math.max(due[0], reached.orElse(0));
            return reached.isPresent();
        });
        return found ? OptionalLong.of(Micros.upToTheSecond(due[0])) : OptionalLong.empty();
    }

    /** Goes through the releases up to {@code release}, itself included, that were not asked for yet. */
    private void moveTo(long release) {
        if (release < asked) {
            rewind();
        }
        asked = release;
        while (passed < promises.length && promises[passed][0] < release) {
            long at = promises[passed][0];
            findLastFull(at);
            for (; passed < promises.length && promises[passed][0] == at; passed++) {
                waiting[(int) promises[passed][1]] -= (int) promises[passed][2];
                waitingInAll -= (int) promises[passed][2];
            }
        }
        findLastFull(release);
    }

    private void rewind() {
        Arrays.fill(waiting, 0);
        waitingInAll = 0;
        for (var promise : promises) {
            waiting[(int) promise[1]] += (int) promise[2];
            waitingInAll += (int) promise[2];
        }
        passed = 0;
        asked = Long.MIN_VALUE;
        lastFull = -1;
    }

    private void findLastFull(long release) {
        long agentTime = agents.agentTimeUntil(release);
        int idle = agents.idleUntil(release);
        int within = waitingInAll;
        for (int i = dues.length - 1; i > lastFull; i--) {
            if (agentTimeUntilDue[i] - agentTime < needed.of(within + 1 - (idleUntilDue[i] - idle))) {
                lastFull = i;
            }
            within -= waiting[i];
        }
    }

    /** Asks for each release up to {@code last}, itself included, with the promises released since and due by then. */
    private boolean eachRelease(long last, long due, ReleaseCheck check) {
        int within = 0;
        int i = promises.length - 1;
        for (; i >= 0 && promises[i][0] >= last; i--) {
            within += counted(i, due);
        }
        if (!check.test(last, within)) {
            return false;
        }
        while (i >= 0) {
            long at = promises[i][0];
            for (; i >= 0 && promises[i][0] == at; i--) {
                within += counted(i, due);
            }
            if (!check.test(at, within)) {
                return false;
            }
        }
        return true;
    }

    private int counted(int promise, long due) {
        return dues[(int) promises[promise][1]] <= due ? (int) promises[promise][2] : 0;
    }

    private interface ReleaseCheck {
        boolean test(long release, int ahead);
    }
}
