package org.carepromise.messaging.thread;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.emergency.AlertOnCall;

/** Stores what begins a thread, in its lane, with what is promised for it. */
@ApplicationScoped
public class WriteThread {

    private final ThreadStore threads;
    private final MessageStore messages;
    private final DecisionStore decisions;
    private final AttachmentStore attachments;
    private final Clocks clocks;
    private final AlertOnCall alertOnCall;
    private final EventLog events;
    private final AuditTrail audit;

    WriteThread(
            ThreadStore threads,
            MessageStore messages,
            DecisionStore decisions,
            AttachmentStore attachments,
            Clocks clocks,
            AlertOnCall alertOnCall,
            EventLog events,
            AuditTrail audit) {
        this.threads = threads;
        this.messages = messages;
        this.decisions = decisions;
        this.attachments = attachments;
        this.clocks = clocks;
        this.alertOnCall = alertOnCall;
        this.events = events;
        this.audit = audit;
    }

    /** @param thread as it is to be, before anything is promised */
    public Uni<MessageThread> write(Tx tx, Caller caller, MessageThread thread, Written written) {
        var message = written.message(thread, tx.now());
        return threads.insert(tx, thread)
                .chain(() -> clocks.begin(tx, thread))
                .call(begun -> threads.save(tx, begun))
                .call(begun -> messages.insert(tx, message))
                .call(begun -> attachments.bind(tx, begun, message, written.files()))
                .call(begun -> decisions.insert(
                        tx,
                        new Decision(
                                IdType.next(tx.now()),
                                begun.id(),
                                Optional.of(message.id()),
                                TriageJson.of(written.result(), written.text()),
                                tx.now())))
                .call(begun -> alertOnCall.ifNeeded(tx, begun))
                .invoke(begun -> tx.withCommit(
                        events.append(tx, ThreadEvents.of("opened", begun, tx.now())),
                        events.append(tx, ThreadEvents.contact(begun, message.publicId(), tx.now())),
                        audit.note(tx, caller, "openThread", begun.publicId(), begun.site(), begun.patients())));
    }
}
