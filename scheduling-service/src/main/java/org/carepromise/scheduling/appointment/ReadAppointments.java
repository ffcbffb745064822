package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.triage.EmergencyWatch;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.scheduling.Ids;

/** Reads appointments, each reading noted in the audit trail. */
@ApplicationScoped
class ReadAppointments {

    private final Pool pool;
    private final Transactions transactions;
    private final AppointmentStore store;
    private final AuditTrail audit;

    ReadAppointments(Pool pool, Transactions transactions, AppointmentStore store, AuditTrail audit) {
        this.pool = pool;
        this.transactions = transactions;
        this.store = store;
        this.audit = audit;
    }

    /** Where a page of a patient's appointments goes on. */
    record Position(Instant startsAt, UUID id) {

        static final Position BEGINNING = new Position(Instant.EPOCH, new UUID(0, 0));
    }

    Uni<Appointment> one(Caller caller, UUID id) {
        return transactions.run(tx -> store.find(tx.reads(), id)
                .map(found -> reached(caller, found))
                .invoke(found -> tx.withCommit(audit.note(
                        tx, caller, "getAppointment", Ids.APPOINTMENT.format(id), found.site(), found.patients()))));
    }

    /** What a caller's words are about; empty where it is not theirs. It tells nobody anything, and is not noted. */
    Uni<Optional<EmergencyWatch.About>> about(Caller caller, UUID id) {
        return store.find(pool, id).map(found -> Optional.ofNullable(found)
                .filter(its -> caller.mayReach(its.site(), its.patient().id().orElse("")))
                .map(its -> new EmergencyWatch.About(
                        its.site(), Ids.APPOINTMENT.format(id), its.patient().block())));
    }

    Uni<List<Appointment>> ofPatient(Caller caller, Position after, int limit) {
        var patient = caller.requirePatient();
        return transactions.run(tx -> store.ofPatient(tx.reads(), patient, after.startsAt(), after.id(), limit)
                .invoke(found -> tx.withCommit(
                        audit.note(tx, caller, "listAppointments", "appointments", null, List.of(patient)))));
    }

    static Appointment reached(Caller caller, AppointmentStore.Locked found) {
        return reached(caller, found == null ? null : found.appointment());
    }

    /** What is not there and what is not the caller's look the same. */
    static Appointment reached(Caller caller, Appointment found) {
        if (found == null || !caller.mayReach(found.site(), found.patient().id().orElse(""))) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return found;
    }
}
