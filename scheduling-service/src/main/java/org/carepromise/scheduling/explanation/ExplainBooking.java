package org.carepromise.scheduling.explanation;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.capacity.BookingFacts;
import org.carepromise.scheduling.capacity.BookingRules;
import org.carepromise.scheduling.capacity.Capacity;
import org.carepromise.scheduling.capacity.Wanted;

/** Asks booking's rules about a slot, on facts that are not locked, and books nothing. */
@ApplicationScoped
class ExplainBooking {

    private final Transactions transactions;
    private final Capacity capacity;
    private final AuditTrail audit;

    ExplainBooking(Transactions transactions, Capacity capacity, AuditTrail audit) {
        this.transactions = transactions;
        this.capacity = capacity;
        this.audit = audit;
    }

    Uni<ExplanationJson> explain(Caller caller, UUID slot, String visitType, Optional<Patient> patient) {
        return transactions.run(tx -> capacity.read(tx.reads(), Wanted.by(patient, slot, visitType), tx.now())
                .map(facts -> {
                    caller.checkReaches(facts.first().site());
                    BookingRules.checkMeant(facts);
                    patient.ifPresent(asked -> note(tx, caller, facts, asked));
                    return ExplanationJson.of(facts, BookingRules.refusals(facts));
                }));
    }

    /** The answer tells what the patient has booked. */
    private void note(Tx tx, Caller caller, BookingFacts facts, Patient patient) {
        var slot = facts.first();
        tx.withCommit(audit.note(
                tx,
                caller,
                "explainAvailability",
                Ids.SLOT.format(slot.id()),
                slot.site(),
                patient.id().stream().toList()));
    }
}
