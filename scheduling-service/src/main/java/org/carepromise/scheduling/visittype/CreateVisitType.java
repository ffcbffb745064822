package org.carepromise.scheduling.visittype;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.visittype.VisitTypeJson.NewVisitTypeJson;

@ApplicationScoped
class CreateVisitType {

    private final VisitTypeStore store;
    private final EventLog events;

    CreateVisitType(VisitTypeStore store, EventLog events) {
        this.store = store;
        this.events = events;
    }

    Uni<VisitTypeJson> create(Tx tx, NewVisitTypeJson type) {
        type.terms().instructions().ifPresent(InstructionRules::check);
        return store.insert(tx, type).flatMap(isNew -> {
            if (!isNew) {
                throw Problem.of(SchedulingProblem.VISIT_TYPE_EXISTS);
            }
            var created =
                    Event.of("carepromise.visit-type.created.v1", type.id(), Event.EVERYWHERE, tx.now(), Map.of());
            return events.append(tx, created).replaceWith(() -> VisitTypeJson.of(type.id(), type, 1));
        });
    }
}
