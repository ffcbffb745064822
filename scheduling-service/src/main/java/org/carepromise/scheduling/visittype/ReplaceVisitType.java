package org.carepromise.scheduling.visittype;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.visittype.VisitTypeJson.VisitTypeReplacementJson;

/** Changes what visits of a type need. Those that are booked keep their time, their seats and their reminders. */
@ApplicationScoped
class ReplaceVisitType {

    private final VisitTypeStore store;
    private final EventLog events;

    ReplaceVisitType(VisitTypeStore store, EventLog events) {
        this.store = store;
        this.events = events;
    }

    Uni<VisitTypeJson> replace(Tx tx, String id, VisitTypeReplacementJson type, String ifMatch) {
        return store.lockVersion(tx, id).flatMap(version -> {
            if (version == null) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            Version.check(ifMatch, type.version(), version);
            type.terms().instructions().ifPresent(InstructionRules::check);
            var replaced = Event.of(
                    "carepromise.visit-type.replaced.v1",
                    id,
                    Event.EVERYWHERE,
                    tx.now(),
                    Map.of("version", version + 1));
            tx.withCommit(store.replace(tx, id, type, version + 1), events.append(tx, replaced));
            return Uni.createFrom().item(VisitTypeJson.of(id, type, version + 1));
        });
    }
}
