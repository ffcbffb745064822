package org.carepromise.callback.request;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.alert.Alerts;
import org.carepromise.kit.alert.NewAlert;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.promise.PromiseKeeper;
import org.carepromise.kit.site.Policies;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.tx.Tx;

/** Takes a request for a callback, and promises what capacity keeps. */
@ApplicationScoped
class RequestCallback {

    private static final String SHORTFALL = "callback-shortfall";

    private final CallbackStore store;
    private final PromiseCapacity capacity;
    private final PromiseKeeper promises;
    private final Policies policies;
    private final Alerts alerts;
    private final EventLog events;
    private final AuditTrail audit;

    RequestCallback(
            CallbackStore store,
            PromiseCapacity capacity,
            PromiseKeeper promises,
            Policies policies,
            Alerts alerts,
            EventLog events,
            AuditTrail audit) {
        this.store = store;
        this.capacity = capacity;
        this.promises = promises;
        this.policies = policies;
        this.alerts = alerts;
        this.events = events;
        this.audit = audit;
    }

    /** @param isNew false where the patient waits for a callback already: then it is that one */
    record Asked(Callback callback, boolean isNew) {}

    /**
     * @param id of the callback, if it is a new one
     * @param reason in the patient's words
     */
    Uni<Asked> ask(Tx tx, Caller caller, UUID id, CallbackWish wish, Patient patient, Optional<String> reason) {
        capacity.check(caller, wish, tx.now());
        // all in one round trip: whoever waits for the site waits for little
        return Uni.combine()
                .all()
                .unis(
                        store.takeTurn(tx, wish.site()),
                        store.openOne(tx.reads(), patient, wish.site(), wish.topic()),
                        capacity.facts(tx.reads(), wish, tx.now()))
                .asTuple()
                .flatMap(found -> found.getItem2() == null
                        ? promise(tx, caller, promised(tx, id, wish, found.getItem3(), patient, reason))
                        : again(tx, caller, found.getItem2()));
    }

    private Uni<Asked> again(Tx tx, Caller caller, Callback open) {
        tx.withCommit(noted(tx, caller, open));
        return Uni.createFrom().item(new Asked(open, false));
    }

    private Uni<Asked> promise(Tx tx, Caller caller, Promised promised) {
        var callback = promised.callback();
        return store.insert(tx, callback)
                .chain(() -> promises.makeUntil(
                        tx,
                        PublishedPromise.CALLBACK_FIRST_ATTEMPT,
                        callback.publicId(),
                        callback.site(),
                        tx.now(),
                        callback.dueAt(),
                        promised.withinSla()))
                .chain(() -> promised.withinSla() ? Uni.createFrom().voidItem() : shortfall(tx, callback))
                .invoke(() -> tx.withCommit(events.append(tx, requested(tx, callback)), noted(tx, caller, callback)))
                .replaceWith(new Asked(callback, true));
    }

    private record Promised(Callback callback, boolean withinSla) {}

    private Promised promised(
            Tx tx, UUID id, CallbackWish wish, SiteCapacity facts, Patient patient, Optional<String> reason) {
        var offer = capacity.decide(wish, facts, tx.now());
        return new Promised(
                callback(tx, id, wish, offer, patient, reason), offer.promised().withinSla());
    }

    private static Callback callback(
            Tx tx, UUID id, CallbackWish wish, Offer offer, Patient patient, Optional<String> reason) {
        return new Callback(
                id,
                wish.site(),
                wish.topic(),
                wish.skill(),
                wish.language(),
                CallbackState.QUEUED,
                offer.window(),
                offer.promised().releaseAt(),
                offer.promised().dueAt(),
                offer.zone(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                patient,
                reason,
                Optional.empty(),
                1,
                tx.now());
    }

    /** Whoever answers for the promise hears at once that what is published cannot be kept. */
    private Uni<Void> shortfall(Tx tx, Callback callback) {
        return policies.of(PublishedPromise.CALLBACK_FIRST_ATTEMPT, callback.site())
                .onDuty()
                .map(post -> alerts.raise(
                        tx,
                        new NewAlert(
                                SHORTFALL + ":" + callback.publicId(),
                                callback.site(),
                                post,
                                SHORTFALL,
                                callback.publicId(),
                                Optional.empty())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Event requested(Tx tx, Callback callback) {
        return Event.of(
                "carepromise.callback.requested.v1",
                callback.publicId(),
                callback.site(),
                tx.now(),
                Map.of(
                        "state", callback.state().name(),
                        "topic", callback.topic(),
                        "skill", callback.skill(),
                        "language", callback.language()));
    }

    private Uni<Void> noted(Tx tx, Caller caller, Callback callback) {
        return audit.note(tx, caller, "requestCallback", callback.publicId(), callback.site(), callback.patients());
    }
}
