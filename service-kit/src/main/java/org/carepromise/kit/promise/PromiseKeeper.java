package org.carepromise.kit.promise;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.site.ConfigurationFiles;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.tx.Tx;
import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.PromiseRun;

/**
 * Makes promises and changes them, in the transaction of the use case that it happens in. The subject is locked by then;
 * the promise is locked here, what of it has fallen due by then happens first, and its timers are set anew.
 *
 * <p>A method that finds no promise of the subject and policy answers null.
 */
@ApplicationScoped
public class PromiseKeeper {

    /** The kind of timer that a reached tier sets, so that somebody is alerted. */
    static final String ESCALATION = "promise-escalation";

    private final PromiseStore store;
    private final EventLog events;
    private final PromiseMeters meters;
    private final ConfigurationFiles configuration;

    PromiseKeeper(PromiseStore store, EventLog events, PromiseMeters meters, ConfigurationFiles configuration) {
        this.store = store;
        this.events = events;
        this.meters = meters;
        this.configuration = configuration;
    }

    /**
     * Promises what the policy in force says for the site.
     *
     * @param subject the typed id of the thing, at most one open promise of a kind for each
     * @param start when the clock begins; not after now
     * @throws IllegalArgumentException if the site is not declared
     */
    public Uni<Promise> make(Tx tx, PublishedPromise what, String subject, String site, Instant start) {
        var run = PromiseRun.startedAt(policy(what, site), start);
        return made(
                tx,
                Promise.made(IdType.next(tx.now()), subject, run, run.terms(calendar(site)), true, tx.now()),
                false);
    }

    /**
     * Promises another limit than the policy's: a window that the patient chose, the earliest time that can be kept, or what
     * was left of another promise. A change of the site's calendar does not move it.
     *
     * @param limitAt not before the start
     * @param withinSla whether what is published is kept with it
     * @throws IllegalArgumentException if the limit is before the start, or the site is not declared
     */
    public Uni<Promise> makeUntil(
            Tx tx,
            PublishedPromise what,
            String subject,
            String site,
            Instant start,
            Instant limitAt,
            boolean withinSla) {
        var run = PromiseRun.startedAt(policy(what, site), start);
        var terms = run.termsUntil(calendar(site), limitAt);
        return made(tx, Promise.made(IdType.next(tx.now()), subject, run, terms, withinSla, tx.now()), true);
    }

    private Uni<Promise> made(Tx tx, Promise promise, boolean ownLimit) {
        return store.insert(tx, promise, ownLimit)
                .chain(() -> setTimers(tx, promise, null))
                .chain(() -> tell(tx, promise, "made", tx.now()))
                .replaceWith(promise);
    }

    /**
     * What was promised has happened.
     *
     * @param at when: not after now; at the limit itself it is kept
     */
    public Uni<Promise> keep(Tx tx, PublishedPromise what, String subject, Instant at) {
        return store.lockNewest(tx, subject, what.id()).flatMap(found -> {
            if (found == null || found.keptAt().isPresent() || found.state() == PromiseState.WITHDRAWN) {
                return Uni.createFrom().item(found);
            }
            return happenedFirst(tx, found, at).flatMap(promise -> {
                var kept = promise.kept(at);
                meters.ended(kept.policy(), kept.state() == PromiseState.KEPT ? "kept" : "kept-late");
                return changed(tx, promise, kept, kept.state() == PromiseState.KEPT ? "kept" : "kept-late", at);
            });
        });
    }

    /** The patient has cancelled or moved it in time, so it counts for nothing; a broken one stays broken. */
    public Uni<Promise> withdraw(Tx tx, PublishedPromise what, String subject) {
        return changeOpen(tx, what, subject, "withdrawn", Promise::withdrawn);
    }

    /**
     * Stops the clock, for a question to the patient.
     *
     * @throws IllegalStateException if it stands already, or its policy has no pauses
     */
    public Uni<Promise> pause(Tx tx, PublishedPromise what, String subject) {
        return changeOpen(tx, what, subject, "paused", promise -> promise.paused(calendar(promise.site()), tx.now()));
    }

    /**
     * Lets the clock run again, with what was left of it.
     *
     * @throws IllegalStateException if it runs
     */
    public Uni<Promise> resume(Tx tx, PublishedPromise what, String subject) {
        return changeOpen(tx, what, subject, "resumed", promise -> promise.resumed(calendar(promise.site()), tx.now()));
    }

    /**
     * Promises another limit before the one that was told breaks; the first one is the one that counts.
     *
     * @param limitAt not before the clock's last change
     */
    public Uni<Promise> rePromise(Tx tx, PublishedPromise what, String subject, Instant limitAt) {
        return changeOpen(
                        tx,
                        what,
                        subject,
                        "re-promised",
                        promise -> promise.rePromised(calendar(promise.site()), limitAt, tx.now()))
                .call(promise -> promise == null ? Uni.createFrom().voidItem() : store.ownLimit(tx, promise));
    }

    /** All promises of some subjects, those of one subject by their limit. */
    public Uni<List<Promise>> of(SqlClient client, Collection<String> subjects) {
        return store.of(client, subjects);
    }

    /** After the site has changed: later only. The promise is locked. */
    Uni<Promise> reRate(Tx tx, Promise promise) {
        return happenedFirst(tx, promise, tx.now()).flatMap(current -> {
            var changed = current.state().isRunning() ? current.reRated(calendar(current.site()), tx.now()) : current;
            return changed == current
                    ? Uni.createFrom().item(current)
                    : changed(tx, current, changed, "re-rated", tx.now());
        });
    }

    private Uni<Promise> changeOpen(
            Tx tx, PublishedPromise what, String subject, String verb, UnaryOperator<Promise> change) {
        return store.lockNewest(tx, subject, what.id())
                .flatMap(found -> found == null || !found.state().isOpen()
                        ? Uni.createFrom().item(found)
                        : happenedFirst(tx, found, tx.now())
                                .flatMap(promise -> promise.state().isOpen()
                                        ? changed(tx, promise, change.apply(promise), verb, tx.now())
                                        : Uni.createFrom().item(promise)));
    }

    /** What fell due until then and no poll has come to yet: a change must not make it unsaid. */
    private Uni<Promise> happenedFirst(Tx tx, Promise promise, Instant until) {
        return store.fireOf(tx, promise, until, ESCALATION).flatMap(fired -> {
            meters.fired(fired, tx.now());
            return fired.isEmpty() ? Uni.createFrom().item(promise) : store.lock(tx, promise.id());
        });
    }

    private Uni<Promise> changed(Tx tx, Promise before, Promise after, String verb, Instant at) {
        return store.update(tx, after)
                .chain(() -> store.clearTimers(tx, after))
                .chain(() -> after.state().isRunning()
                        ? setTimers(tx, after, before)
                        : Uni.createFrom().voidItem())
                .chain(() -> tell(tx, after, verb, at))
                .replaceWith(after);
    }

    private Uni<Void> setTimers(Tx tx, Promise promise, Promise before) {
        return store.setTimers(tx, promise, PromiseTimerKind.of(promise, before, tx.now()));
    }

    private Uni<Void> tell(Tx tx, Promise promise, String verb, Instant at) {
        var data = JsonObject.of(
                "promiseId", promise.publicId(),
                "policy", promise.policy(),
                "state", promise.state().name(),
                "withinSla", promise.withinSla());
        if (promise.state() != PromiseState.PAUSED) {
            data.put("limit", promise.terms().limitAt().toString());
        }
        return events.append(
                tx, new Event("carepromise.promise." + verb + ".v1", promise.subject(), promise.site(), at, data));
    }

    private org.carepromise.worktime.PromisePolicy policy(PublishedPromise what, String site) {
        return configuration.current().policies().of(what, site).terms();
    }

    private BusinessCalendar calendar(String site) {
        return configuration
                .current()
                .sites()
                .find(site)
                .orElseThrow(() -> new IllegalArgumentException("no site: " + site));
    }
}
