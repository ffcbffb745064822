package org.carepromise.scheduling.appointment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.appointment.ReadAppointments.Position;

/** Finds appointments at a staff member's sites; the audit trail names everybody who was found. */
@ApplicationScoped
class SearchAppointments {

    private final Transactions transactions;
    private final AppointmentStore store;
    private final Patients patients;
    private final PatientKeys keys;
    private final AuditTrail audit;

    SearchAppointments(
            Transactions transactions, AppointmentStore store, Patients patients, PatientKeys keys, AuditTrail audit) {
        this.transactions = transactions;
        this.store = store;
        this.patients = patients;
        this.keys = keys;
        this.audit = audit;
    }

    Uni<List<Appointment>> search(Caller caller, AppointmentSearchJson asked, Position after, int limit) {
        var provider = Optional.ofNullable(asked.provider())
                .map(id -> Ids.inBody(Ids.PROVIDER, id, SchedulingProblem.PROVIDER_UNKNOWN));
        return transactions.run(tx -> found(tx.reads(), caller, asked, provider, after, limit)
                .invoke(found -> tx.withCommit(audit.note(
                        tx,
                        caller,
                        "searchAppointments",
                        "appointments",
                        asked.site(),
                        found.stream()
                                .flatMap(each -> each.patients().stream())
                                .distinct()
                                .toList()))));
    }

    private Uni<List<Appointment>> found(
            SqlClient client,
            Caller caller,
            AppointmentSearchJson asked,
            Optional<UUID> provider,
            Position after,
            int limit) {
        return store.search(
                client,
                place(asked),
                new AppointmentStore.Filters(
                        caller.sites(), asked.site(), provider.orElse(null), asked.state(), asked.from(), asked.to()),
                after.startsAt(),
                after.id(),
                limit);
    }

    /** The most selective thing that was said; the others narrow it no further, but for site, provider, state and time. */
    private AppointmentStore.Place place(AppointmentSearchJson asked) {
        if (asked.reference() != null) {
            return AppointmentStore.Place.reference(asked.reference());
        }
        if (asked.patientId() != null) {
            return AppointmentStore.Place.patients(List.of(asked.patientId()));
        }
        if (asked.phone() != null) {
            return AppointmentStore.Place.contacts(patients.contactKeysOfPhone(asked.phone()));
        }
        if (asked.familyName() != null) {
            return AppointmentStore.Place.families(keys.familyName(asked.familyName()));
        }
        return AppointmentStore.Place.site(asked.site());
    }
}
