package org.carepromise.callback.course;

import java.util.List;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.admission.Window;
import org.carepromise.callback.course.CourseJson.CancellationJson;
import org.carepromise.callback.course.CourseJson.MoveJson;
import org.carepromise.callback.link.CallbackLinks;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.callback.request.Offer;
import org.carepromise.callback.request.PromiseCapacity;
import org.carepromise.callback.request.ShownCallbacks;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.link.Link;
import org.carepromise.kit.link.LinkProblem;
import org.carepromise.kit.link.Links;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Does what a link is for, by the same use cases as with a token. What a link has done once it does again without a change:
 * people tap twice. Whoever only looks changes nothing: mail scanners follow every link.
 */
@ApplicationScoped
class FollowCallbackLink {

    /** Whoever is shown what there is may take it, also where it is later than published. */
    private static final MoveJson SOONEST = new MoveJson(null, null, null, true, null);

    private final Links links;
    private final Transactions transactions;
    private final CallbackStore store;
    private final CancelCallback cancelCallback;
    private final MoveCallback moveCallback;
    private final PromiseCapacity capacity;
    private final ShownCallbacks shown;
    private final AuditTrail audit;

    FollowCallbackLink(
            Links links,
            Transactions transactions,
            CallbackStore store,
            CancelCallback cancelCallback,
            MoveCallback moveCallback,
            PromiseCapacity capacity,
            ShownCallbacks shown,
            AuditTrail audit) {
        this.links = links;
        this.transactions = transactions;
        this.store = store;
        this.cancelCallback = cancelCallback;
        this.moveCallback = moveCallback;
        this.capacity = capacity;
        this.shown = shown;
        this.audit = audit;
    }

    Uni<LinkedCallback> look(String token) {
        return transactions.run(tx -> {
            var link = read(tx, token);
            return found(tx, link)
                    .invoke(callback -> {
                        if (!hasCancelled(link, callback)) {
                            link.requireEpoch(callback.sequence());
                        }
                        tx.withCommit(audit.note(
                                tx,
                                link.caller(callback.site()),
                                "readCallbackLink",
                                callback.publicId(),
                                callback.site(),
                                callback.patients()));
                    })
                    .flatMap(callback -> linked(tx, link, callback));
        });
    }

    /** What it could be moved to now: the soonest, also where that is later than published, and the next windows. */
    Uni<Offer> times(String token) {
        return transactions.run(tx -> {
            var link = read(tx, token);
            return found(tx, link).flatMap(callback -> {
                link.requireEpoch(callback.sequence());
                CourseRules.checkChange(callback, tx.now());
                var wish = MoveCallback.wish(callback, SOONEST);
                return capacity.facts(tx.reads(), wish, tx.now())
                        .map(facts -> capacity.decide(wish, facts.without(callback), tx.now()));
            });
        });
    }

    Uni<LinkedCallback> cancel(String token) {
        return transactions.run(tx -> {
            var link = read(tx, token);
            return locked(tx, link)
                    .flatMap(callback -> {
                        if (hasCancelled(link, callback)) {
                            return Uni.createFrom().item(callback);
                        }
                        link.requireEpoch(callback.sequence());
                        return cancelCallback.cancel(
                                tx, link.caller(callback.site()), callback.id(), CancellationJson.BY_LINK, null);
                    })
                    .flatMap(cancelled -> linked(tx, link, cancelled));
        });
    }

    Uni<LinkedCallback> move(String token, MoveJson asked) {
        return transactions.run(tx -> {
            var link = read(tx, token);
            return found(tx, link)
                    // the site before the row, as every move does
                    .flatMap(callback -> store.takeTurn(tx, callback.site()))
                    .chain(() -> locked(tx, link))
                    .flatMap(callback -> {
                        if (hasMoved(link, callback, asked)) {
                            return Uni.createFrom().item(callback);
                        }
                        link.requireEpoch(callback.sequence());
                        return moveCallback.move(tx, link.caller(callback.site()), callback.id(), asked, null);
                    })
                    .flatMap(moved -> linked(tx, link, moved));
        });
    }

    private Link read(Tx tx, String token) {
        return links.read(token, List.of(CallbackLinks.MANAGING), tx.now());
    }

    /** A link that has cancelled shows that it has; also where somebody else was faster. */
    private static boolean hasCancelled(Link link, Callback callback) {
        return callback.state() == CallbackState.CANCELLED && callback.sequence() == link.epoch() + 1;
    }

    private static boolean hasMoved(Link link, Callback callback, MoveJson asked) {
        var start = callback.window().map(Window::startsAt).orElse(null);
        var end = callback.window().map(Window::endsAt).orElse(null);
        return callback.state().isOpen()
                && callback.sequence() == link.epoch() + 1
                && Objects.equals(start, asked.windowStart())
                && Objects.equals(end, asked.windowEnd());
    }

    private Uni<Callback> found(Tx tx, Link link) {
        return store.find(tx.reads(), link.subject()).map(FollowCallbackLink::stillThere);
    }

    private Uni<Callback> locked(Tx tx, Link link) {
        return store.lock(tx, link.subject()).map(FollowCallbackLink::stillThere);
    }

    private static Callback stillThere(Callback found) {
        if (found == null) {
            throw Problem.of(LinkProblem.LINK_INVALID);
        }
        return found;
    }

    private Uni<LinkedCallback> linked(Tx tx, Link link, Callback callback) {
        return shown.promised(tx, callback).map(promises -> new LinkedCallback(link, callback, promises));
    }
}
