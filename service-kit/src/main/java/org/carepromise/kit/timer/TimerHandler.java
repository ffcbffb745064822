package org.carepromise.kit.timer;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Tx;

/**
 * What happens when timers of one kind fall due. A bean of the service; two of one kind are refused at the start.
 *
 * <p>The lock order everywhere is subject, promise, timer, and here the timers are locked already: take a subject with
 * {@code SKIP LOCKED} and {@link DueTimers#leave} the timers of those that somebody else holds, or they deadlock.
 */
public interface TimerHandler {

    /** Stable, as it stands in the rows: {@code appointment-reminder}. */
    String kind();

    /**
     * Applies the effect of all of them in the transaction of their claim; what fails is tried again one by one, later and
     * later, and set aside after some tries. {@code tx.now()} is the instant of the claim, and when a sandbox's clock is
     * moved that of the timers' due time.
     */
    Uni<Void> fire(Tx tx, DueTimers due);
}
