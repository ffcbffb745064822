package org.carepromise.acceptance;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

import org.awaitility.Awaitility;

/** Kills replicas at random while something is under way. The seed is printed, so that a storm can be had again. */
final class Storm {

    private static final int BOTH_ONCE_IN = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final TwoReplicas replicas;
    private final Random random;

    Storm(TwoReplicas replicas, String name) {
        this.replicas = replicas;
        long seed = Long.getLong("storm.seed", System.nanoTime());
        this.random = new Random(seed);
        System.out.printf("%s: -Dstorm.seed=%d%n", name, seed);
    }

    Random random() {
        return random;
    }

    /**
     * Each time at another amount of what is done, from the first twentieth to the last; now and then both at
     * once, and half the times only when both are up.
     */
    void rage(int kills, LongSupplier done, long total) {
        long[] marks =
                random.longs(kills, total / 20, total - total / 20).sorted().toArray();
        for (long mark : marks) {
            until(() -> done.getAsLong() >= mark);
            if (random.nextBoolean()) {
                replicas.awaitReady();
            }
            int first = random.nextInt(2);
            replicas.kill(first);
            if (random.nextInt(BOTH_ONCE_IN) == 0) {
                replicas.kill(1 - first);
            }
        }
    }

    void until(Callable<Boolean> calm) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .atMost(PATIENCE)
                .until(() -> {
                    replicas.startTheDead();
                    return calm.call();
                });
    }
}
