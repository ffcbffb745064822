package org.carepromise.scheduling.waitlist;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.crypto.EncryptedColumn;
import org.carepromise.kit.crypto.HashedColumn;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.patient.Patients;

/** What the waiting list holds encrypted or hashed, for a rotation of keys to find. */
class WaitlistColumns {

    @Produces
    @Singleton
    static EncryptedColumn waitingPatient() {
        return EncryptedColumn.of("waitlist_entry", "patient");
    }

    @Produces
    @Singleton
    static HashedColumn waitingPatientKey(Patients patients, PatientKeys keys) {
        return patients.hashed(waitingPatient(), "patient_key", keys::patient);
    }

    @Produces
    @Singleton
    static HashedColumn waitingContactKey(Patients patients, PatientKeys keys) {
        return patients.hashed(waitingPatient(), "contact_key", keys::contact);
    }
}
