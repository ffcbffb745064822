package org.carepromise.messaging.thread;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.messaging.thread.Message.Author;
import org.carepromise.messaging.thread.Message.Kind;
import org.carepromise.triage.Lane;

/** What staff say to a patient: an answer or a call that reached ends the wait, a question pauses it, a receipt does nothing. */
@ApplicationScoped
class AnswerThread {

    private final ThreadStore threads;
    private final MessageStore messages;
    private final Clocks clocks;
    private final Desk desk;
    private final TellPatients tell;

    AnswerThread(ThreadStore threads, MessageStore messages, Clocks clocks, Desk desk, TellPatients tell) {
        this.threads = threads;
        this.messages = messages;
        this.clocks = clocks;
        this.desk = desk;
        this.tell = tell;
    }

    /** @throws Problem {@code not-found}, {@code thread-held} */
    Uni<MessageThread> answer(Tx tx, Caller caller, UUID id, String body) {
        return desk.lockFor(tx, caller, id).flatMap(thread -> {
            Desk.checkNotHeldByOthers(tx, caller, thread);
            var message = said(tx, caller, thread, Kind.ANSWER, body);
            var after = thread.written(
                    thread.course().over(ThreadState.ANSWERED, tx.now()),
                    thread.place().done(),
                    false,
                    tx.now());
            return messages.insert(tx, message)
                    .chain(() -> clocks.answered(tx, thread, after))
                    .invoke(answered -> tx.withCommit(tell.answered(tx, answered, message)))
                    .flatMap(answered -> desk.saved(
                            tx,
                            caller,
                            ThreadEvents.of("answered", answered, tx.now(), Map.of("messageId", message.publicId())),
                            "postMessage",
                            answered))
                    .call(answered -> tell.expectOpening(tx, thread, message));
        });
    }

    /** @throws Problem {@code not-found}, {@code thread-held} */
    Uni<MessageThread> called(Tx tx, Caller caller, UUID id, boolean reached, String note) {
        return desk.lockFor(tx, caller, id).flatMap(thread -> {
            Desk.checkNotHeldByOthers(tx, caller, thread);
            var message = said(tx, caller, thread, Kind.CALL, note);
            var open = thread.course().state().isOpen();
            var course = !open
                    ? thread.course()
                    : reached
                            ? thread.course().over(ThreadState.ANSWERED, tx.now())
                            : thread.course().seen(tx.now());
            var after = thread.written(course, reached ? thread.place().done() : thread.place(), false, tx.now());
            return messages.insert(tx, message)
                    .chain(() -> reached
                            ? threads.open(tx, id).replaceWithVoid()
                            : Uni.createFrom().voidItem())
                    .chain(() -> !open
                            ? Uni.createFrom().item(after)
                            : reached ? clocks.answered(tx, thread, after) : clocks.seen(tx, after))
                    .flatMap(called ->
                            desk.saved(tx, caller, reached ? "reached" : "not-reached", "logThreadCall", called));
        });
    }

    /** The machine's word: nobody has seen nor answered anything. */
    Uni<MessageThread> receipt(Tx tx, Caller caller, UUID id, String body) {
        return desk.lockFor(tx, caller, id).flatMap(thread -> {
            var message = new Message(
                    IdType.next(tx.now()),
                    thread.id(),
                    Author.AUTOMATIC,
                    Kind.RECEIPT,
                    caller.subject(),
                    body,
                    Optional.empty(),
                    Optional.empty(),
                    tx.now());
            return messages.insert(tx, message)
                    .chain(() -> desk.saved(
                            tx,
                            caller,
                            "receipt-sent",
                            "postMessage",
                            thread.written(thread.course(), thread.place(), false, tx.now())));
        });
    }

    /** @throws Problem {@code not-found}, {@code thread-not-waiting}, {@code thread-held}, {@code urgent-never-pauses} */
    Uni<MessageThread> pause(Tx tx, Caller caller, UUID id, String question) {
        return desk.lockOpenFor(tx, caller, id).flatMap(thread -> {
            if (thread.course().lane() == Lane.URGENT) {
                throw Problem.of(MessagingProblem.URGENT_NEVER_PAUSES);
            }
            if (thread.course().state() == ThreadState.PAUSED) {
                throw Problem.of(MessagingProblem.THREAD_NOT_WAITING);
            }
            var message = said(tx, caller, thread, Kind.QUESTION, question);
            return messages.insert(tx, message)
                    .chain(() -> clocks.pause(
                            tx,
                            thread.written(
                                    thread.course().seen(tx.now()).paused(),
                                    thread.place().done(),
                                    false,
                                    tx.now())))
                    .invoke(paused -> tx.withCommit(tell.answered(tx, paused, message)))
                    .flatMap(paused -> desk.saved(tx, caller, "paused", "pauseThread", paused));
        });
    }

    /** @throws Problem {@code not-found}, {@code thread-not-paused} */
    Uni<MessageThread> resume(Tx tx, Caller caller, UUID id) {
        return desk.lockFor(tx, caller, id).flatMap(thread -> {
            if (thread.course().state() != ThreadState.PAUSED) {
                throw Problem.of(MessagingProblem.THREAD_NOT_PAUSED);
            }
            return clocks.resume(tx, thread.with(thread.course().resumed(), tx.now()))
                    .flatMap(resumed -> desk.saved(tx, caller, "resumed", "resumeThread", resumed));
        });
    }

    private static Message said(Tx tx, Caller caller, MessageThread thread, Kind kind, String body) {
        return new Message(
                IdType.next(tx.now()),
                thread.id(),
                Author.STAFF,
                kind,
                caller.person(),
                body,
                Optional.empty(),
                Optional.empty(),
                tx.now());
    }
}
