package org.carepromise.messaging.queue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingConfig;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.messaging.thread.Desk;
import org.carepromise.messaging.thread.MessageThread;
import org.carepromise.messaging.thread.Note;
import org.carepromise.messaging.thread.NoteStore;
import org.carepromise.messaging.thread.Place;
import org.carepromise.messaging.thread.Routing;
import org.carepromise.messaging.thread.ThreadEvents;
import org.carepromise.triage.Lane;

/** Where a thread waits, and for whom. What is urgent is never hidden: neither set aside nor kept for somebody. */
@ApplicationScoped
class SetAside {

    private final NoteStore notes;
    private final Routing routing;
    private final ReturnThreads leases;
    private final Desk desk;
    private final MessagingConfig config;

    SetAside(NoteStore notes, Routing routing, ReturnThreads leases, Desk desk, MessagingConfig config) {
        this.notes = notes;
        this.routing = routing;
        this.leases = leases;
        this.desk = desk;
        this.config = config;
    }

    /** @throws Problem {@code urgent-never-waits}, {@code snooze-invalid} and those of {@link Desk#lockOpenFor} */
    Uni<MessageThread> snooze(Tx tx, Caller caller, UUID id, Instant until, String reason) {
        return routine(tx, caller, id).flatMap(found -> {
            var beyond = found.course().dueAt().filter(until::isAfter).isPresent();
            if (!until.isAfter(tx.now()) || beyond) {
                throw Problem.of(MessagingProblem.SNOOZE_INVALID).at("#/until", "ahead, and not beyond the limit");
            }
            return placed(
                    tx, caller, found, found.place().snoozed(until), Note.Kind.NOTE, reason, "snoozed", "snoozeThread");
        });
    }

    /** @param to empty for anybody */
    Uni<MessageThread> handOver(Tx tx, Caller caller, UUID id, Optional<String> to, String note) {
        if (to.isEmpty()) {
            return desk.lockOpenFor(tx, caller, id)
                    .flatMap(found -> leases.back(tx, found))
                    .flatMap(back -> placed(
                            tx,
                            caller,
                            back,
                            back.place(),
                            Note.Kind.HAND_OVER,
                            note,
                            "handed-over",
                            "handOverThread"));
        }
        return routine(tx, caller, id)
                .flatMap(found -> placed(
                        tx,
                        caller,
                        found,
                        found.place().handed(to.get(), tx.now().plus(config.handedFor())),
                        Note.Kind.HAND_OVER,
                        note,
                        "handed-over",
                        "handOverThread"));
    }

    /** A hand-off between pools. */
    Uni<MessageThread> move(Tx tx, Caller caller, UUID id, String pool, String reason) {
        routing.checkPool(pool);
        return desk.lockFor(tx, caller, id).flatMap(found -> {
            Desk.checkNotHeldByOthers(tx, caller, found);
            if (found.course().state().isOpen() && found.course().lane() == Lane.URGENT) {
                throw Problem.of(MessagingProblem.URGENT_STAYS_CLINICAL);
            }
            var after = found.with(found.course(), found.place().movedTo(pool), tx.now());
            var event = ThreadEvents.of(
                    "handed-off",
                    after,
                    tx.now(),
                    Map.of("fromPool", found.place().pool(), "by", caller.person()));
            return noted(tx, caller, id, Note.Kind.POOL_CHANGE, reason)
                    .chain(() -> leases.clear(tx, after))
                    .chain(() -> desk.saved(tx, caller, event, "moveThread", after));
        });
    }

    /** Taken from whoever has it. */
    Uni<MessageThread> takeBack(Tx tx, Caller caller, UUID id) {
        return desk.lockFor(tx, caller, id).flatMap(found -> {
            if (found.place().lease().isEmpty()) {
                throw Problem.of(MessagingProblem.THREAD_NOT_HELD);
            }
            return leases.back(tx, found)
                    .call(back -> leases.clear(tx, back))
                    .flatMap(back -> desk.saved(tx, caller, "lease-revoked", "revokeThreadLease", back));
        });
    }

    Uni<MessageThread> assign(Tx tx, Caller caller, UUID id, String agent, String reason) {
        return waiting(tx, caller, id)
                .flatMap(found -> found.course().lane() == Lane.URGENT
                        ? leases.back(tx, found)
                                .map(back ->
                                        back.with(back.course(), back.place().putFirst(tx.now()), tx.now()))
                        : Uni.createFrom()
                                .item(found.with(
                                        found.course(),
                                        found.place().handed(agent, tx.now().plus(config.handedFor())),
                                        tx.now())))
                .flatMap(after -> placed(
                        tx, caller, after, after.place(), Note.Kind.REASSIGNMENT, reason, "assigned", "assignThread"));
    }

    Uni<MessageThread> putFirst(Tx tx, Caller caller, UUID id, String reason) {
        return waiting(tx, caller, id).flatMap(found -> noted(tx, caller, id, Note.Kind.PUT_FIRST, reason)
                .chain(() -> desk.saved(
                        tx,
                        caller,
                        "put-first",
                        "putThreadFirst",
                        found.with(found.course(), found.place().putFirst(tx.now()), tx.now()))));
    }

    private Uni<MessageThread> waiting(Tx tx, Caller caller, UUID id) {
        return desk.lockFor(tx, caller, id).invoke(found -> {
            if (!found.course().state().isOpen()) {
                throw Problem.of(MessagingProblem.THREAD_NOT_WAITING);
            }
        });
    }

    private Uni<MessageThread> routine(Tx tx, Caller caller, UUID id) {
        return desk.lockOpenFor(tx, caller, id).invoke(found -> {
            if (found.course().lane() == Lane.URGENT) {
                throw Problem.of(MessagingProblem.URGENT_NEVER_WAITS);
            }
        });
    }

    private Uni<MessageThread> placed(
            Tx tx,
            Caller caller,
            MessageThread found,
            Place place,
            Note.Kind kind,
            String words,
            String verb,
            String operation) {
        var after = found.with(found.course(), place, tx.now());
        return noted(tx, caller, found.id(), kind, words)
                .chain(() -> leases.clear(tx, after))
                .chain(() -> desk.saved(tx, caller, verb, operation, after));
    }

    private Uni<?> noted(Tx tx, Caller caller, UUID id, Note.Kind kind, String words) {
        return notes.insert(tx, new Note(IdType.next(tx.now()), id, kind, words, caller.person(), tx.now()));
    }
}
