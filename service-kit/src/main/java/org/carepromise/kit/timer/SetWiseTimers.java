package org.carepromise.kit.timer;

import java.time.Instant;

import io.smallrye.mutiny.Uni;

/** Timers that are applied by one statement, without a handler: those of promises. */
public interface SetWiseTimers {

    /**
     * Claims and applies one batch.
     *
     * @param dueAfter looks at those due later than this alone
     * @param most the largest batch
     * @return how many were claimed
     */
    Uni<Integer> fire(Instant dueAfter, int most);
}
