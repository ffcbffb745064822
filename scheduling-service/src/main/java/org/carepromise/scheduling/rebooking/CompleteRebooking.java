package org.carepromise.scheduling.rebooking;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.rebooking.RebookingJson.CompletionJson;
import org.carepromise.scheduling.rebooking.RebookingStore.Listed;

/** A person has spoken with the patient, or tried in vain. */
@ApplicationScoped
class CompleteRebooking {

    private final RebookingStore store;
    private final Rebookings rebookings;
    private final AuditTrail audit;

    CompleteRebooking(RebookingStore store, Rebookings rebookings, AuditTrail audit) {
        this.store = store;
        this.rebookings = rebookings;
        this.audit = audit;
    }

    Uni<Listed> complete(Tx tx, Caller caller, UUID id, CompletionJson asked, String ifMatch) {
        return store.lock(tx, id).flatMap(found -> {
            if (found == null || !caller.sites().covers(found.site())) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            Version.checkIfNamed(ifMatch, asked.version(), found.version());
            if (found.state() == RebookingState.CLOSED) {
                throw Problem.of(SchedulingProblem.REBOOKING_CLOSED)
                        .with("outcome", found.outcome().orElseThrow());
            }
            var closed = found.closed(asked.outcome(), tx.now());
            rebookings.save(tx, closed);
            return store.find(tx.reads(), id).map(listed -> {
                tx.withCommit(audit.note(
                        tx,
                        caller,
                        "completeRebooking",
                        Ids.REBOOKING.format(id),
                        found.site(),
                        listed.patient().stream().toList()));
                return new Listed(
                        closed,
                        listed.reference(),
                        listed.visitType(),
                        listed.visitState(),
                        listed.startsAt(),
                        listed.provider(),
                        listed.patient());
            });
        });
    }
}
