package org.carepromise.kit.testclock;

import java.time.Instant;

import io.smallrye.mutiny.Uni;

/**
 * Something that depends on time having passed: it is run once at the start of the service and after each move of the
 * sandbox's clock, so that nobody has to wait for a night to come.
 */
public interface ClockFollower {

    /** @param now the product's time that has been reached */
    Uni<Void> arriveAt(Instant now);
}
