package org.carepromise.messaging.queue;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.thread.Desk;
import org.carepromise.messaging.thread.Note;
import org.carepromise.messaging.thread.NoteStore;

/** What staff tell each other about a thread. */
@ApplicationScoped
class NoteThread {

    private static final int MOST = 200;

    private final Transactions transactions;
    private final NoteStore notes;
    private final Desk desk;
    private final AuditTrail audit;

    NoteThread(Transactions transactions, NoteStore notes, Desk desk, AuditTrail audit) {
        this.transactions = transactions;
        this.notes = notes;
        this.desk = desk;
        this.audit = audit;
    }

    Uni<Note> note(Tx tx, Caller caller, UUID id, String text) {
        return desk.lockFor(tx, caller, id).flatMap(thread -> {
            var note = new Note(IdType.next(tx.now()), id, Note.Kind.NOTE, text, caller.person(), tx.now());
            tx.withCommit(audit.note(tx, caller, "noteThread", thread.publicId(), thread.site(), thread.patients()));
            return notes.insert(tx, note).replaceWith(note);
        });
    }

    Uni<List<Note>> read(Caller caller, UUID id) {
        return transactions.run(tx -> desk.lockFor(tx, caller, id)
                .invoke(thread -> tx.withCommit(
                        audit.note(tx, caller, "listThreadNotes", thread.publicId(), thread.site(), thread.patients())))
                .flatMap(thread -> notes.of(tx.reads(), id, MOST)));
    }
}
