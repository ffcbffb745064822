package org.carepromise.kit.sample;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.sample.ThingJson.NewThingJson;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.Tx;

/** Does what a real use case does: a row with a patient in it, an event, an audit line, in one transaction. */
@ApplicationScoped
class CreateThing {

    private final ThingStore store;
    private final EventLog events;
    private final AuditTrail audit;
    private final Patients patients;

    CreateThing(ThingStore store, EventLog events, AuditTrail audit, Patients patients) {
        this.store = store;
        this.events = events;
        this.audit = audit;
        this.patients = patients;
    }

    Uni<ThingJson> create(Tx tx, Caller caller, NewThingJson body, Patient patient) {
        var uuid = IdType.next(tx.now());
        var id = SampleResource.THING.format(uuid);
        var site = body.site() == null ? "springfield" : body.site();
        var sealed = patient == null ? null : patients.sealed(patient, "thing.patient:" + id);
        var of = patient == null ? List.<String>of() : List.of(patient.key());
        return tx.together(List.of(
                        store.insert(tx, uuid, body.name(), site, sealed),
                        events.append(
                                tx, Event.of("carepromise.thing.created.v1", id, site, tx.now(), Map.of("version", 1))),
                        audit.note(tx, caller, "createThing", id, site, of)))
                .onFailure(Constraints.refusedBy(ThingStore.NAME_FREE))
                .transform(taken -> Problem.of(SampleProblem.NAME_TAKEN))
                .replaceWith(() -> new ThingJson(id, body.name(), site, 1));
    }
}
