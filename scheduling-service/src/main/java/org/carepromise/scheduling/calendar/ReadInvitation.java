package org.carepromise.scheduling.calendar;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.channel.Attachment;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.scheduling.Ids;

/** Hands out an appointment's invitation, noted in the audit trail as each reading of an appointment is. */
@ApplicationScoped
class ReadInvitation {

    private final Transactions transactions;
    private final InvitationStore store;
    private final Invitations invitations;
    private final AuditTrail audit;

    ReadInvitation(Transactions transactions, InvitationStore store, Invitations invitations, AuditTrail audit) {
        this.transactions = transactions;
        this.store = store;
        this.invitations = invitations;
        this.audit = audit;
    }

    /** @throws Problem {@code not-found} also where it is not the caller's */
    Uni<Attachment> read(Caller caller, UUID appointment) {
        return transactions.run(tx -> store.find(tx.reads(), appointment).map(found -> {
            if (found == null
                    || !caller.mayReach(
                            found.invited().site(), found.patientId().orElse(""))) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            tx.withCommit(audit.note(
                    tx,
                    caller,
                    "getAppointmentInvitation",
                    Ids.APPOINTMENT.format(appointment),
                    found.invited().site(),
                    found.patients()));
            return invitations.file(found.invited(), tx.now());
        }));
    }
}
