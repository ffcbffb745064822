package org.carepromise.callback.admission;

import java.util.SplittableRandom;

/** Random cases that can be had again: a failure names the seed that made it. */
public final class Seeded {

    /** The case to repeat, by {@code -Dcallback.seed=…}; else the same cases in every build. */
    private static final long FIRST_SEED = Long.getLong("callback.seed", 20_261_125L);

    private Seeded() {}

    /** A case made from a source of randomness. */
    public interface Case {
        void check(SplittableRandom random);
    }

    public static void cases(int count, Case each) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
            try {
                each.check(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with -Dcallback.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
