package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.promise.PromiseKeeper;
import org.carepromise.kit.site.Policies;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.triage.Lane;

import static org.carepromise.kit.site.PublishedPromise.EMERGENCY_SEEN;
import static org.carepromise.kit.site.PublishedPromise.ROUTINE_ANSWERED;
import static org.carepromise.kit.site.PublishedPromise.URGENT_ANSWERED;
import static org.carepromise.kit.site.PublishedPromise.URGENT_SEEN;

/** What is promised about a thread, by its lane. The thread is locked, or new; each answers it with the limit that is next. */
@ApplicationScoped
public class Clocks {

    private final PromiseKeeper promises;
    private final Policies policies;
    private final Sites sites;

    Clocks(PromiseKeeper promises, Policies policies, Sites sites) {
        this.promises = promises;
        this.policies = policies;
        this.sites = sites;
    }

    /** Promises what the lane of a round that begins says, from the oldest unanswered message on. */
    Uni<MessageThread> begin(Tx tx, MessageThread thread) {
        var since = thread.course().waitingSince().orElseThrow();
        return inTurn(of(thread.course()).stream()
                        .map(what -> (Supplier<Uni<?>>)
                                () -> promises.make(tx, what, thread.publicId(), thread.site(), since))
                        .toList())
                .chain(() -> due(tx, thread));
    }

    private static List<PublishedPromise> of(Course course) {
        return course.lane() == Lane.ROUTINE
                ? List.of(ROUTINE_ANSWERED)
                : List.of(course.emergency() ? EMERGENCY_SEEN : URGENT_SEEN, URGENT_ANSWERED);
    }

    /** A patient wrote. */
    Uni<MessageThread> written(Tx tx, MessageThread before, MessageThread after) {
        if (after.course().round() > before.course().round()) {
            return begin(tx, after);
        }
        return (before.course().state() == ThreadState.PAUSED
                        ? resume(tx, after)
                        : Uni.createFrom().item(after))
                .flatMap(its -> after.course().isRaisedOver(before.course())
                                || after.course().alerts() > before.course().alerts()
                        ? raise(tx, its)
                        : Uni.createFrom().item(its));
    }

    /** Its lane was raised, or an emergency that was seen has come again. What was promised earlier binds on. */
    public Uni<MessageThread> raise(Tx tx, MessageThread after) {
        return round(tx, after).flatMap(round -> {
            var answered = round.limit(ROUTINE_ANSWERED, URGENT_ANSWERED);
            var seen = round.limit(URGENT_SEEN, EMERGENCY_SEEN).or(() -> answered);
            var steps = new ArrayList<Supplier<Uni<?>>>();
            if (!round.has(URGENT_ANSWERED)) {
                steps.add(() -> promises.withdraw(tx, ROUTINE_ANSWERED, after.publicId()));
                steps.add(() -> until(tx, URGENT_ANSWERED, after, answered));
            }
            var toBeSeen = after.course().emergency() ? EMERGENCY_SEEN : URGENT_SEEN;
            if (!round.has(toBeSeen)) {
                steps.add(() -> promises.withdraw(tx, URGENT_SEEN, after.publicId()));
                steps.add(() -> until(tx, toBeSeen, after, seen));
            }
            return inTurn(steps).chain(() -> due(tx, after));
        });
    }

    private Uni<?> until(Tx tx, PublishedPromise what, MessageThread thread, Optional<Instant> promised) {
        var ofLane = policies.of(what, thread.site())
                .terms()
                .termsFrom(sites.find(thread.site()).orElseThrow(), tx.now())
                .limitAt();
        return RaisedLimitPlan.limit(promised, ofLane, tx.now())
                .map(limit -> promises.makeUntil(tx, what, thread.publicId(), thread.site(), tx.now(), limit, true))
                .orElseGet(() -> promises.make(tx, what, thread.publicId(), thread.site(), tx.now()));
    }

    /** A clinician has seen it and lowered it: what it promises now counts from its receipt. */
    Uni<MessageThread> lower(Tx tx, MessageThread after) {
        var since = after.course().waitingSince().orElseThrow();
        return seen(tx, after)
                .chain(() -> after.course().lane() == Lane.URGENT
                        ? Uni.createFrom().voidItem()
                        : promises.withdraw(tx, URGENT_ANSWERED, after.publicId())
                                .chain(() -> promises.make(tx, ROUTINE_ANSWERED, after.publicId(), after.site(), since))
                                .replaceWithVoid())
                .chain(() -> due(tx, after));
    }

    /** A human has seen it. */
    public Uni<MessageThread> seen(Tx tx, MessageThread thread) {
        return kept(tx, thread, thread, List.of(URGENT_SEEN, EMERGENCY_SEEN)).chain(() -> due(tx, thread));
    }

    /** A human has answered. */
    Uni<MessageThread> answered(Tx tx, MessageThread before, MessageThread after) {
        return kept(tx, before, after, List.of(URGENT_SEEN, EMERGENCY_SEEN, URGENT_ANSWERED, ROUTINE_ANSWERED));
    }

    /** A human says that no answer is needed. */
    Uni<MessageThread> closed(Tx tx, MessageThread before, MessageThread after) {
        return promises.withdraw(tx, ROUTINE_ANSWERED, before.publicId()).replaceWith(after);
    }

    private Uni<MessageThread> kept(Tx tx, MessageThread before, MessageThread after, List<PublishedPromise> kinds) {
        return round(tx, before)
                .flatMap(round -> inTurn(kinds.stream()
                        .filter(round::has)
                        .map(what -> (Supplier<Uni<?>>) () -> promises.keep(tx, what, before.publicId(), tx.now()))
                        .toList()))
                .replaceWith(after);
    }

    /** @throws Problem {@code thread-overdue}, {@code urgent-never-pauses} where the site's clock has no pauses */
    Uni<MessageThread> pause(Tx tx, MessageThread after) {
        return round(tx, after).flatMap(round -> {
            var running = round.unkept()
                    .filter(each -> each.policy().equals(ROUTINE_ANSWERED.id()))
                    .findFirst()
                    .orElseThrow(() -> Problem.of(MessagingProblem.THREAD_NOT_WAITING));
            if (!running.state().isOpen() || running.terms().limitAt().isBefore(tx.now())) {
                throw Problem.of(MessagingProblem.THREAD_OVERDUE);
            }
            if (!running.run().policy().pausable()) {
                throw Problem.of(MessagingProblem.URGENT_NEVER_PAUSES);
            }
            return promises.pause(tx, ROUTINE_ANSWERED, after.publicId()).replaceWith(after);
        });
    }

    /** With what was left. */
    Uni<MessageThread> resume(Tx tx, MessageThread after) {
        return promises.resume(tx, ROUTINE_ANSWERED, after.publicId()).chain(() -> due(tx, after));
    }

    private Uni<Round> round(Tx tx, MessageThread thread) {
        return promises.of(tx.reads(), List.of(thread.publicId())).map(all -> Round.of(all, thread));
    }

    private Uni<MessageThread> due(Tx tx, MessageThread thread) {
        return round(tx, thread).map(round -> thread.with(thread.course().due(round.next())));
    }

    private static Uni<Void> inTurn(List<Supplier<Uni<?>>> steps) {
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(step -> step.get().replaceWithVoid())
                .onItem()
                .ignoreAsUni();
    }
}
