package org.carepromise.messaging.thread;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingProblem;

/** How every change of a thread by staff begins and ends. */
@ApplicationScoped
public class Desk {

    private final ThreadStore threads;
    private final EventLog events;
    private final AuditTrail audit;

    Desk(ThreadStore threads, EventLog events, AuditTrail audit) {
        this.threads = threads;
        this.events = events;
        this.audit = audit;
    }

    /**
     * The thread, locked, that the caller may see.
     *
     * @throws Problem {@code not-found}
     */
    public Uni<MessageThread> lockFor(Tx tx, Caller caller, UUID id) {
        return threads.lock(tx, id).invoke(found -> {
            if (found == null || !Reach.of(caller, found)) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
        });
    }

    /**
     * The same, where an answer is owed and nobody else works on it.
     *
     * @throws Problem {@code not-found}, {@code thread-not-waiting}, {@code thread-held}
     */
    public Uni<MessageThread> lockOpenFor(Tx tx, Caller caller, UUID id) {
        return lockFor(tx, caller, id).invoke(found -> {
            if (!found.course().state().isOpen()) {
                throw Problem.of(MessagingProblem.THREAD_NOT_WAITING);
            }
            checkNotHeldByOthers(tx, caller, found);
        });
    }

    /** @throws Problem {@code thread-held} */
    public static void checkNotHeldByOthers(Tx tx, Caller caller, MessageThread found) {
        var held = found.place()
                .lease()
                .filter(lease -> tx.now().isBefore(lease.until()))
                .filter(lease -> !lease.agent().equals(caller.person()));
        if (held.isPresent()) {
            throw Problem.of(MessagingProblem.THREAD_HELD);
        }
    }

    /** @param operation the contract's operationId */
    public Uni<MessageThread> saved(Tx tx, Caller caller, String verb, String operation, MessageThread thread) {
        return saved(tx, caller, ThreadEvents.of(verb, thread, tx.now()), operation, thread);
    }

    public Uni<MessageThread> saved(Tx tx, Caller caller, Event event, String operation, MessageThread thread) {
        tx.withCommit(
                threads.save(tx, thread),
                events.append(tx, event),
                audit.note(tx, caller, operation, thread.publicId(), thread.site(), thread.patients()));
        return Uni.createFrom().item(thread);
    }
}
