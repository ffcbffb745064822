package org.carepromise.scheduling.hold;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.capacity.BookingFacts;
import org.carepromise.scheduling.capacity.BookingRules;
import org.carepromise.scheduling.capacity.Capacity;
import org.carepromise.scheduling.capacity.Wanted;

/** Keeps seats for a moment, gives them to an appointment, or gives them back. An expired hold ends by itself. */
@ApplicationScoped
public class Holds {

    private final Pool pool;
    private final Capacity capacity;
    private final HoldStore store;
    private final EventLog events;

    Holds(Pool pool, Capacity capacity, HoldStore store, EventLog events) {
        this.pool = pool;
        this.capacity = capacity;
        this.store = store;
        this.events = events;
    }

    /**
     * Takes the seats, if the rules allow a booking of them.
     *
     * @param holder who may book the hold
     * @throws Problem what refuses a booking
     */
    public Uni<Hold> place(Tx tx, Wanted wanted, HoldPurpose purpose, String holder, Instant expiresAt) {
        return capacity.lock(tx, wanted).map(facts -> {
            BookingRules.check(facts);
            return place(tx, facts, purpose, holder, expiresAt);
        });
    }

    /** The same on facts that were locked and checked. */
    Hold place(Tx tx, BookingFacts facts, HoldPurpose purpose, String holder, Instant expiresAt) {
        var seats = facts.seats();
        var hold = new Hold(IdType.next(tx.now()), purpose, holder, seats, HoldState.HELD, expiresAt, 1, tx.now());
        capacity.hold(tx, hold.id(), facts, expiresAt).forEach(tx::withCommit);
        tx.withCommit(
                store.insert(tx, hold),
                events.append(
                        tx,
                        Event.of(
                                "carepromise.hold.placed.v1",
                                Ids.HOLD.format(hold.id()),
                                seats.site(),
                                tx.now(),
                                Map.of(
                                        "start", seats.startsAt(),
                                        "provider", Ids.PROVIDER.format(seats.provider()),
                                        "visitType", seats.visitType(),
                                        "expiresAt", expiresAt))));
        return hold;
    }

    /** @throws Problem {@code not-found} where it is not this holder's */
    Uni<Hold> find(UUID id, String holder) {
        return store.find(pool, id).map(hold -> {
            if (hold == null || !hold.holder().equals(holder)) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            return hold;
        });
    }

    /**
     * The hold, locked and still good.
     *
     * @throws Problem {@code hold-unknown} where it is not this holder's, {@code hold-expired}, {@code hold-ended}
     */
    public Uni<Hold> lock(Tx tx, UUID id, String holder) {
        return store.lock(tx, id).map(hold -> {
            if (hold == null || !hold.holder().equals(holder)) {
                throw Problem.of(SchedulingProblem.HOLD_UNKNOWN).at("#/holdId", "the id of a hold of yours");
            }
            checkOpen(hold, tx.now());
            return hold;
        });
    }

    /**
     * Gives the seats of a locked hold, whose slots are locked, to an appointment.
     *
     * @throws Problem {@code hold-expired} where somebody ended it in the moment in which it expired
     */
    public Uni<Void> give(Tx tx, Hold hold, UUID appointment) {
        return capacity.takeHeld(tx, hold.id(), appointment, hold.seats()).map(all -> {
            if (!all) {
                throw Problem.of(SchedulingProblem.HOLD_EXPIRED);
            }
            tx.withCommit(store.end(tx, hold.id(), HoldState.BOOKED));
            return null;
        });
    }

    /** Gives the seats of a locked hold back; an expired one's too, though others may have them by now. */
    public Uni<Hold> release(Tx tx, Hold hold) {
        return capacity.release(tx, hold.id(), hold.seats()).map(freed -> {
            tx.withCommit(
                    store.end(tx, hold.id(), HoldState.RELEASED),
                    events.append(
                            tx,
                            Event.of(
                                    "carepromise.hold.released.v1",
                                    Ids.HOLD.format(hold.id()),
                                    hold.seats().site(),
                                    tx.now(),
                                    Map.of())));
            return new Hold(
                    hold.id(),
                    hold.purpose(),
                    hold.holder(),
                    hold.seats(),
                    HoldState.RELEASED,
                    hold.expiresAt(),
                    hold.version() + 1,
                    hold.createdAt());
        });
    }

    static void checkOpen(Hold hold, Instant now) {
        var state = hold.stateAt(now);
        if (state == HoldState.EXPIRED) {
            throw Problem.of(SchedulingProblem.HOLD_EXPIRED).with("expiredAt", hold.expiresAt());
        }
        if (state != HoldState.HELD) {
            throw Problem.of(SchedulingProblem.HOLD_ENDED).with("state", state);
        }
    }
}
