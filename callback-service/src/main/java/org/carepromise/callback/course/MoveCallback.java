package org.carepromise.callback.course;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.course.CourseJson.MoveJson;
import org.carepromise.callback.queue.CallbackEvents;
import org.carepromise.callback.queue.ReturnCallbacks;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.callback.request.CallbackWish;
import org.carepromise.callback.request.Offer;
import org.carepromise.callback.request.PromiseCallback;
import org.carepromise.callback.request.PromiseCapacity;
import org.carepromise.callback.request.TellPatients;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;

/**
 * Promises another time for a callback, under the lock of its site as for a new one; its own place counts as free. All or
 * nothing: what is refused leaves the promise of before.
 */
@ApplicationScoped
class MoveCallback {

    private final CallbackStore store;
    private final PromiseCapacity capacity;
    private final PromiseCallback promise;
    private final ReturnCallbacks leases;
    private final TellPatients tell;
    private final EventLog events;
    private final AuditTrail audit;

    MoveCallback(
            CallbackStore store,
            PromiseCapacity capacity,
            PromiseCallback promise,
            ReturnCallbacks leases,
            TellPatients tell,
            EventLog events,
            AuditTrail audit) {
        this.store = store;
        this.capacity = capacity;
        this.promise = promise;
        this.leases = leases;
        this.tell = tell;
        this.events = events;
        this.audit = audit;
    }

    Uni<Callback> move(Tx tx, Caller caller, UUID id, MoveJson asked, String ifMatch) {
        return store.find(tx.reads(), id).flatMap(found -> {
            var wish = wish(CancelCallback.reached(caller, found), asked);
            capacity.check(caller, wish, tx.now());
            // the site before the row, all in one round trip
            return Uni.combine()
                    .all()
                    .unis(
                            store.takeTurn(tx, wish.site()),
                            store.lock(tx, id),
                            capacity.facts(tx.reads(), wish, tx.now()))
                    .asTuple()
                    .flatMap(its -> {
                        var callback = CancelCallback.reached(caller, its.getItem2());
                        Version.checkIfNamed(ifMatch, asked.version(), callback.version());
                        CourseRules.checkChange(callback, tx.now());
                        var facts = its.getItem3().without(callback);
                        return moved(tx, caller, callback, capacity.decide(wish, facts, tx.now()));
                    });
        });
    }

    private Uni<Callback> moved(Tx tx, Caller caller, Callback callback, Offer offer) {
        var promised = offer.promised();
        var moved = callback.moved(offer.window(), promised.releaseAt(), promised.dueAt());
        return store.save(tx, moved)
                .chain(() -> promise.withdraw(tx, moved))
                .chain(() -> promise.make(tx, moved, tx.now(), promised.withinSla()))
                .invoke(() -> tx.withCommit(
                        leases.clear(tx, moved),
                        tell.withdraw(tx, moved),
                        tell.promised(tx, moved),
                        events.append(tx, CallbackEvents.of("moved", moved, tx.now())),
                        audit.note(tx, caller, "moveCallback", moved.publicId(), moved.site(), moved.patients())))
                .replaceWith(moved);
    }

    /** The same as before, at another time. */
    static CallbackWish wish(Callback callback, MoveJson asked) {
        return new CallbackWish(
                callback.site(),
                callback.topic(),
                callback.skill(),
                callback.language(),
                Optional.of(callback.zone()),
                Optional.empty(),
                asked.windowStart(),
                asked.windowEnd(),
                Boolean.TRUE.equals(asked.acceptLater()));
    }
}
