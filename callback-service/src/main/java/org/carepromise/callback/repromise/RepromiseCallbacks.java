package org.carepromise.callback.repromise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

import org.carepromise.callback.Ids;
import org.carepromise.callback.link.CallbackLinks;
import org.carepromise.callback.repromise.NewTimePlan.NewTime;
import org.carepromise.callback.repromise.NewTimePlan.NewTimes;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.callback.request.SiteCapacity;
import org.carepromise.callback.request.SitePools;
import org.carepromise.callback.request.SiteTurns;
import org.carepromise.callback.request.TellPatients;
import org.carepromise.callback.request.Waiting;
import org.carepromise.callback.roster.CapacityFall;
import org.carepromise.callback.roster.CapacityFallStore;
import org.carepromise.kit.alert.Alerts;
import org.carepromise.kit.alert.NewAlert;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.notice.NewNotice;
import org.carepromise.kit.notice.NoticeValue;
import org.carepromise.kit.notice.Notices;
import org.carepromise.kit.notice.Purpose;
import org.carepromise.kit.promise.PromiseJson;
import org.carepromise.kit.promise.PromiseKeeper;
import org.carepromise.kit.site.Policies;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Where capacity has fallen, promises that are not kept any more are made anew before they break: later, in the order of
 * their due times, a number of them to a transaction; each patient is told in it. What has fallen is forgotten with the last.
 */
@ApplicationScoped
class RepromiseCallbacks {

    private static final Purpose REPROMISED = Purpose.mustGo("callback-repromised");
    private static final String REQUESTED = "callback-requested";
    private static final String SHORTFALL = "callback-shortfall";

    /** As many as a transaction writes in a moment, and fewer where finding each takes longer. */
    private static final int MOST_AT_ONCE = 100;

    private static final int LEAST_AT_ONCE = 5;
    private static final int LOOKED_AT_AT_ONCE = 2_000_000;

    private final CallbackStore store;
    private final CapacityFallStore falls;
    private final SitePools pools;
    private final SiteTurns turns;
    private final PromiseKeeper promises;
    private final Notices notices;
    private final CallbackLinks links;
    private final Policies policies;
    private final Alerts alerts;
    private final EventLog events;
    private final AuditTrail audit;
    private final Sites sites;
    private final Transactions transactions;

    RepromiseCallbacks(
            CallbackStore store,
            CapacityFallStore falls,
            SitePools pools,
            SiteTurns turns,
            PromiseKeeper promises,
            Notices notices,
            CallbackLinks links,
            Policies policies,
            Alerts alerts,
            EventLog events,
            AuditTrail audit,
            Sites sites,
            Transactions transactions) {
        this.store = store;
        this.falls = falls;
        this.pools = pools;
        this.turns = turns;
        this.promises = promises;
        this.notices = notices;
        this.links = links;
        this.policies = policies;
        this.alerts = alerts;
        this.events = events;
        this.audit = audit;
        this.sites = sites;
        this.transactions = transactions;
    }

    /** @return whether more are to be promised anew than were in this transaction */
    Uni<Boolean> atSite(String site) {
        return turns.inTurn(site, transactions.run(tx -> some(tx, site)));
    }

    private Uni<Boolean> some(Tx tx, String site) {
        if (sites.find(site).isEmpty()) {
            return falls.forget(tx, site).replaceWith(false);
        }
        return Uni.combine()
                .all()
                .unis(
                        store.takeTurn(tx, site),
                        falls.ofSite(tx.reads(), site, sites.current().version()),
                        pools.eachOf(tx.reads(), site, tx.now()))
                .asTuple()
                .flatMap(found -> some(tx, found.getItem2(), found.getItem3()));
    }

    private Uni<Boolean> some(Tx tx, List<CapacityFall> fallen, SiteCapacity capacity) {
        return aside(() -> NewTimePlan.toMove(capacity, capacity.before(fallen), tx.now()))
                .flatMap(toMove -> toMove.isEmpty()
                        ? Uni.createFrom().item(new NewTimes(List.of(), List.of(), true))
                        : store.zones(tx.reads(), ids(toMove))
                                .flatMap(zones -> aside(() -> NewTimePlan.newTimes(
                                        capacity,
                                        toMove,
                                        zones,
                                        atOnce(capacity.waiting().size()),
                                        tx.now()))))
                .call(times -> promiseAnew(tx, times.times()))
                .call(times -> times.isAll() ? shortfall(tx, capacity.site(), fallen, times.without()) : nothing())
                .call(times -> times.isAll() ? falls.delete(tx, fallen) : nothing())
                .map(times -> !times.isAll());
    }

    /** A large site takes a second or more of thought: the event loop has others to serve. */
    private static <T> Uni<T> aside(Supplier<T> thought) {
        return Uni.createFrom().item(thought).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static int atOnce(int waiting) {
        return Math.max(LEAST_AT_ONCE, Math.min(MOST_AT_ONCE, LOOKED_AT_AT_ONCE / waiting));
    }

    private static List<UUID> ids(List<Waiting> waiting) {
        return waiting.stream().map(each -> each.callback().orElseThrow()).toList();
    }

    private Uni<Void> promiseAnew(Tx tx, List<NewTime> times) {
        var byCallback = times.stream().collect(Collectors.toMap(NewTime::callback, Function.identity()));
        return times.isEmpty()
                ? nothing()
                : store.lockWaiting(tx, byCallback.keySet())
                        .flatMap(locked -> Multi.createFrom()
                                .iterable(locked)
                                .onItem()
                                .transformToUniAndConcatenate(each -> promiseAnew(tx, each, byCallback.get(each.id())))
                                .filter(Optional::isPresent)
                                .map(Optional::get)
                                .collect()
                                .asList())
                        .flatMap(repromised -> told(tx, repromised));
    }

    /** Empty where an attempt has kept the promise already. */
    private Uni<Optional<Callback>> promiseAnew(Tx tx, Callback callback, NewTime time) {
        return promises.rePromise(tx, PublishedPromise.CALLBACK_FIRST_ATTEMPT, callback.publicId(), time.dueAt())
                .flatMap(promise -> {
                    if (promise == null || !promise.state().isOpen()) {
                        return Uni.createFrom().item(Optional.<Callback>empty());
                    }
                    var repromised = callback.repromised(time.releaseAt(), time.dueAt());
                    return store.save(tx, repromised).replaceWith(Optional.of(repromised));
                });
    }

    private Uni<Void> told(Tx tx, List<Callback> repromised) {
        for (var each : repromised) {
            tx.withCommit(
                    events.append(tx, event(tx, each)),
                    audit.noteOwn(tx, "repromiseCallback", each.publicId(), each.site()),
                    notices.withdraw(tx, each.publicId(), Set.of(REQUESTED, REPROMISED.id())));
        }
        tx.withCommit(notices.decide(
                tx, repromised.stream().map(each -> notice(tx, each)).toList()));
        return nothing();
    }

    private static Event event(Tx tx, Callback callback) {
        return Event.of(
                "carepromise.callback.repromised.v1",
                callback.publicId(),
                callback.site(),
                tx.now(),
                Map.of(
                        "state", callback.state().name(),
                        "releaseAt", callback.releaseAt().toString(),
                        "limit", callback.dueAt().toString()));
    }

    private NewNotice notice(Tx tx, Callback callback) {
        return new NewNotice(
                REPROMISED.id() + ":" + callback.publicId() + ":" + callback.sequence(),
                REPROMISED,
                REPROMISED.id(),
                callback.publicId(),
                callback.site(),
                TellPatients.atNumberAlone(callback.patient()),
                Map.of(
                        "limitAt", NoticeValue.time(PromiseJson.shown(callback.dueAt()), callback.zone()),
                        "changeLink", links.of(callback.id(), callback.sequence(), callback.dueAt())),
                tx.now(),
                callback.dueAt(),
                Optional.empty());
    }

    /** One alert for all whom the fall has left without a time. */
    private Uni<Void> shortfall(Tx tx, String site, List<CapacityFall> fallen, List<UUID> without) {
        return without.isEmpty()
                ? nothing()
                : policies.of(PublishedPromise.CALLBACK_FIRST_ATTEMPT, site)
                        .onDuty()
                        .map(post -> alerts.raise(
                                tx,
                                new NewAlert(
                                        SHORTFALL + ":fall-"
                                                + fallen.get(fallen.size() - 1).id(),
                                        site,
                                        post,
                                        SHORTFALL,
                                        Ids.CALLBACK.format(without.get(0)),
                                        Optional.empty())))
                        .orElseGet(RepromiseCallbacks::nothing);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
