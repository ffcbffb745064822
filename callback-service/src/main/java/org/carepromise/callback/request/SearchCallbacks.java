package org.carepromise.callback.request;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.tx.Transactions;

/** Finds callbacks at a staff member's sites; the audit trail names everybody who was found. */
@ApplicationScoped
class SearchCallbacks {

    private final Transactions transactions;
    private final CallbackStore store;
    private final ShownCallbacks shown;
    private final Patients patients;
    private final PatientKeys keys;
    private final AuditTrail audit;

    SearchCallbacks(
            Transactions transactions,
            CallbackStore store,
            ShownCallbacks shown,
            Patients patients,
            PatientKeys keys,
            AuditTrail audit) {
        this.transactions = transactions;
        this.store = store;
        this.shown = shown;
        this.patients = patients;
        this.keys = keys;
        this.audit = audit;
    }

    /** The newest first, those before an id. */
    Uni<List<CallbackJson>> search(Caller caller, CallbackSearchJson asked, UUID before, int limit) {
        var filters = new CallbackStore.Filters(caller.sites(), asked.site(), asked.state(), asked.updatedSince());
        return transactions.run(tx -> store.search(tx.reads(), place(asked), filters, before, limit)
                .invoke(found -> tx.withCommit(audit.note(
                        tx,
                        caller,
                        "searchCallbacks",
                        "callbacks",
                        asked.site(),
                        found.stream()
                                .flatMap(each -> each.patients().stream())
                                .distinct()
                                .toList())))
                .flatMap(found -> shown.all(tx, found)));
    }

    /** The most selective thing that was said; the others narrow it no further, but for site, state and time. */
    private CallbackStore.Place place(CallbackSearchJson asked) {
        if (asked.patientId() != null) {
            return CallbackStore.Place.patients(List.of(asked.patientId()));
        }
        if (asked.phone() != null) {
            return CallbackStore.Place.contacts(patients.contactKeysOfPhone(asked.phone()));
        }
        if (asked.familyName() != null) {
            return CallbackStore.Place.families(keys.familyName(asked.familyName()));
        }
        return CallbackStore.Place.site(asked.site());
    }
}
