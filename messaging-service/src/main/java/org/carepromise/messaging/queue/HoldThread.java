package org.carepromise.messaging.queue;

import java.util.Collection;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingConfig;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.messaging.thread.Clocks;
import org.carepromise.messaging.thread.Desk;
import org.carepromise.messaging.thread.Lease;
import org.carepromise.messaging.thread.MessageThread;
import org.carepromise.messaging.thread.Note;
import org.carepromise.messaging.thread.NoteStore;
import org.carepromise.messaging.thread.Reach;
import org.carepromise.messaging.thread.Routing;
import org.carepromise.messaging.thread.ThreadState;

/** Gives somebody a thread alone for a while. Whoever has it has seen it. */
@ApplicationScoped
class HoldThread {

    private final QueueStore queue;
    private final NoteStore notes;
    private final Clocks clocks;
    private final Routing routing;
    private final ReturnThreads leases;
    private final Desk desk;
    private final MessagingConfig config;

    HoldThread(
            QueueStore queue,
            NoteStore notes,
            Clocks clocks,
            Routing routing,
            ReturnThreads leases,
            Desk desk,
            MessagingConfig config) {
        this.queue = queue;
        this.notes = notes;
        this.clocks = clocks;
        this.routing = routing;
        this.leases = leases;
        this.desk = desk;
        this.config = config;
    }

    /**
     * The next of some pools.
     *
     * @throws Problem {@code site-unknown}, {@code pool-unknown}, {@code forbidden}
     * @throws NothingWaits where nobody is to be answered now
     */
    Uni<MessageThread> next(Tx tx, Caller caller, String site, Collection<String> pools) {
        routing.checkSite(site);
        caller.checkCovers(site);
        pools.forEach(pool -> {
            routing.checkPool(pool);
            if (!Reach.ofPool(caller, pool)) {
                throw Problem.of(HttpProblem.FORBIDDEN, "This token does not reach that pool.");
            }
        });
        return queue.next(tx, site, pools, caller.person()).flatMap(found -> {
            if (found == null) {
                throw new NothingWaits();
            }
            return claimed(tx, caller, found, "takeNextThread");
        });
    }

    /** @throws Problem {@code not-found}, {@code thread-not-waiting}, {@code thread-held} */
    Uni<MessageThread> pick(Tx tx, Caller caller, UUID id, String reason) {
        return desk.lockOpenFor(tx, caller, id).flatMap(found -> {
            if (found.course().state() != ThreadState.WAITING) {
                throw Problem.of(MessagingProblem.THREAD_NOT_WAITING);
            }
            return notes.insert(
                            tx, new Note(IdType.next(tx.now()), id, Note.Kind.PICK, reason, caller.person(), tx.now()))
                    .chain(() -> claimed(tx, caller, found, "holdThread"));
        });
    }

    private Uni<MessageThread> claimed(Tx tx, Caller caller, MessageThread found, String operation) {
        var lease =
                new Lease(UUID.randomUUID(), caller.person(), tx.now(), tx.now().plus(config.leasedFor()));
        var claimed = found.with(found.course().seen(tx.now()), found.place().claimed(lease), tx.now());
        return clocks.seen(tx, claimed)
                .flatMap(seen -> desk.saved(tx, caller, "claimed", operation, seen))
                .call(seen -> leases.expect(tx, seen, lease.until()));
    }

    /** @throws Problem {@code not-found}, {@code lease-lost} */
    Uni<MessageThread> renew(Tx tx, Caller caller, UUID id, UUID token) {
        return held(tx, caller, id, token).flatMap(held -> {
            var old = held.place().lease().orElseThrow();
            var lease = new Lease(token, old.agent(), old.claimedAt(), tx.now().plus(config.leasedFor()));
            var renewed = held.with(held.course(), held.place().claimed(lease), tx.now());
            return desk.saved(tx, caller, "lease-renewed", "holdThread", renewed)
                    .call(after -> leases.expect(tx, after, lease.until()));
        });
    }

    /** Back at its place. An emergency that nobody answered is to be seen anew. */
    Uni<MessageThread> giveBack(Tx tx, Caller caller, UUID id, UUID token) {
        return held(tx, caller, id, token)
                .flatMap(held -> leases.back(tx, held))
                .flatMap(back -> desk.saved(tx, caller, "returned", "returnThreadLease", back))
                .call(back -> leases.clear(tx, back));
    }

    /** @throws Problem {@code not-found}, {@code lease-lost} */
    private Uni<MessageThread> held(Tx tx, Caller caller, UUID id, UUID token) {
        return desk.lockFor(tx, caller, id).invoke(found -> {
            if (found.place()
                    .lease()
                    .filter(lease -> lease.isHeldAt(token, tx.now()))
                    .isEmpty()) {
                throw Problem.of(MessagingProblem.LEASE_LOST);
            }
        });
    }
}
