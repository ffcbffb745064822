package org.carepromise.kit.testclock;

import java.time.Instant;

import io.smallrye.mutiny.Uni;

/**
 * Something that depends on time having passed: it is run once at the start of the service and at the end of each move of
 * the sandbox's clock, so that nobody has to wait for a night to come. What falls due on the way says when, and is run at
 * each of those instants, in their order.
 */
public interface ClockFollower {

    /**
     * While the sandbox's clock is moved, the product's time stands still at {@code now}.
     *
     * @param now the product's time that has been reached
     */
    Uni<Void> arriveAt(Instant now);

    /** Whether the start waits for it too. What has a pump of its own says no: a long backlog must not keep a service down. */
    default boolean arrivesAtStart() {
        return true;
    }

    /** When something of it falls due next, so that a move stops there; null where nothing will. */
    default Uni<Instant> nextDueAt() {
        return Uni.createFrom().nullItem();
    }
}
