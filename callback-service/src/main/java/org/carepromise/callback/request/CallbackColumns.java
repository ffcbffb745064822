package org.carepromise.callback.request;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.crypto.EncryptedColumn;
import org.carepromise.kit.crypto.HashedColumn;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.retention.RetentionRule;

/** What callbacks hold encrypted or hashed, for a rotation of keys to find, and for how long. */
class CallbackColumns {

    @Produces
    @Singleton
    static EncryptedColumn callbackPatient() {
        return EncryptedColumn.of("callback", "patient");
    }

    @Produces
    @Singleton
    static EncryptedColumn callbackReason() {
        return EncryptedColumn.of("callback", "reason");
    }

    @Produces
    @Singleton
    static HashedColumn callbackPatientKey(Patients patients, PatientKeys keys) {
        return patients.hashed(callbackPatient(), "patient_key", keys::patient);
    }

    @Produces
    @Singleton
    static HashedColumn callbackContactKey(Patients patients, PatientKeys keys) {
        return patients.hashed(callbackPatient(), "contact_key", keys::contact);
    }

    @Produces
    @Singleton
    static HashedColumn callbackFamilyNameKey(Patients patients, PatientKeys keys) {
        return patients.hashed(callbackPatient(), "family_name_key", keys::familyName);
    }

    /** With its attempts. */
    @Produces
    @Singleton
    static RetentionRule callback() {
        return RetentionRule.olderThan(
                "callback", "callback", "ended_at", "the end of the callback", "callback_ended", "P90D", "P1D", "id");
    }
}
