package org.carepromise.messaging.thread;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.triage.Lane;

/** Ends a thread; one that waits only where no answer is needed, and never an urgent one. */
@ApplicationScoped
class CloseThread {

    private final NoteStore notes;
    private final Clocks clocks;
    private final Desk desk;

    CloseThread(NoteStore notes, Clocks clocks, Desk desk) {
        this.notes = notes;
        this.clocks = clocks;
        this.desk = desk;
    }

    /** @throws Problem {@code not-found}, {@code thread-held}, {@code thread-unanswered} */
    Uni<MessageThread> close(Tx tx, Caller caller, UUID id, String reason) {
        return desk.lockFor(tx, caller, id).flatMap(thread -> {
            Desk.checkNotHeldByOthers(tx, caller, thread);
            var open = thread.course().state().isOpen();
            if (open && thread.course().lane() == Lane.URGENT) {
                throw Problem.of(MessagingProblem.THREAD_UNANSWERED);
            }
            var after = thread.with(
                    thread.course().over(ThreadState.CLOSED, tx.now()),
                    thread.place().done(),
                    tx.now());
            return notes.insert(
                            tx,
                            new Note(IdType.next(tx.now()), id, Note.Kind.CLOSURE, reason, caller.person(), tx.now()))
                    .chain(() -> open
                            ? clocks.closed(tx, thread, after)
                            : Uni.createFrom().item(after))
                    .flatMap(closed -> desk.saved(tx, caller, "closed", "closeThread", closed));
        });
    }
}
