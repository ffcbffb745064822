package org.carepromise.kit.event;

import java.time.Instant;

/**
 * The right to hand events over, for a while.
 *
 * @param position how far it has been done
 * @param epoch rises with each change of hands
 * @param untilExclusive by the machine's clock
 */
record Lease(long position, long epoch, Instant untilExclusive) {

    Lease movedTo(long next) {
        return new Lease(next, epoch, untilExclusive);
    }
}
