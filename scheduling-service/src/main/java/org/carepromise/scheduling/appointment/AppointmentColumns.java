package org.carepromise.scheduling.appointment;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.crypto.EncryptedColumn;
import org.carepromise.kit.crypto.HashedColumn;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.patient.Patients;

/** What an appointment holds encrypted or hashed, for a rotation of keys to find. */
class AppointmentColumns {

    @Produces
    @Singleton
    static EncryptedColumn patient() {
        return EncryptedColumn.of("appointment", "patient");
    }

    @Produces
    @Singleton
    static EncryptedColumn cancellationNote() {
        return EncryptedColumn.of("appointment", "cancellation_note");
    }

    /** A guest's; the id of whoever has one stays what it is. */
    @Produces
    @Singleton
    static HashedColumn patientKey(Patients patients, PatientKeys keys) {
        return patients.hashed(patient(), "patient_key", keys::patient);
    }

    @Produces
    @Singleton
    static HashedColumn contactKey(Patients patients, PatientKeys keys) {
        return patients.hashed(patient(), "contact_key", keys::contact);
    }

    @Produces
    @Singleton
    static HashedColumn familyNameKey(Patients patients, PatientKeys keys) {
        return patients.hashed(patient(), "family_name_key", keys::familyName);
    }
}
