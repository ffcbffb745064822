package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a thread is in the queues; each change makes another.
 *
 * @param leaseEpoch rises with every change of the lease
 * @param snoozedUntil nobody is given it before; never an urgent one
 * @param handedTo whose it is at the next shift, until {@code handedUntil}
 * @param putFirstAt when a supervisor put it before all others
 */
public record Place(
        String pool,
        Optional<Lease> lease,
        long leaseEpoch,
        Optional<Instant> snoozedUntil,
        Optional<String> handedTo,
        Optional<Instant> handedUntil,
        Optional<Instant> putFirstAt) {

    public static Place in(String pool) {
        return new Place(
                pool, Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Nobody's and at once: what cannot wait is neither held, snoozed nor kept for somebody. */
    public Place urgentIn(String itsPool) {
        return new Place(
                itsPool,
                Optional.empty(),
                leaseEpoch + 1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                putFirstAt);
    }

    /** In another pool, at the place of its limit. */
    public Place movedTo(String itsPool) {
        return new Place(
                itsPool,
                Optional.empty(),
                leaseEpoch + 1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Nothing is to be done. */
    Place done() {
        return movedTo(pool);
    }

    public Place claimed(Lease its) {
        return new Place(
                pool,
                Optional.of(its),
                leaseEpoch + 1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                putFirstAt);
    }

    /** Back at its place. */
    public Place givenBack() {
        return new Place(pool, Optional.empty(), leaseEpoch + 1, snoozedUntil, handedTo, handedUntil, putFirstAt);
    }

    public Place snoozed(Instant until) {
        return new Place(
                pool,
                Optional.empty(),
                leaseEpoch + 1,
                Optional.of(until),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** One agent's for a while, then anybody's again. */
    public Place handed(String agent, Instant until) {
        return new Place(
                pool,
                Optional.empty(),
                leaseEpoch + 1,
                Optional.empty(),
                Optional.of(agent),
                Optional.of(until),
                putFirstAt);
    }

    public Place putFirst(Instant at) {
        return new Place(
                pool,
                lease,
                leaseEpoch,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                putFirstAt.or(() -> Optional.of(at)));
    }
}
