package org.carepromise.messaging.thread;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.crypto.EncryptedColumn;
import org.carepromise.kit.crypto.HashedColumn;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.retention.RetentionRule;

/** What threads hold encrypted or hashed, for a rotation of keys to find, and for how long. */
class ThreadColumns {

    @Produces
    @Singleton
    static EncryptedColumn threadPatient() {
        return EncryptedColumn.of("thread", "patient");
    }

    @Produces
    @Singleton
    static EncryptedColumn threadSubject() {
        return EncryptedColumn.of("thread", "subject");
    }

    @Produces
    @Singleton
    static EncryptedColumn messageBody() {
        return EncryptedColumn.of("message", "body");
    }

    @Produces
    @Singleton
    static EncryptedColumn messageShown() {
        return EncryptedColumn.of("message", "shown");
    }

    @Produces
    @Singleton
    static EncryptedColumn triageFindings() {
        return EncryptedColumn.of("triage_decision", "findings");
    }

    @Produces
    @Singleton
    static EncryptedColumn threadNoteWords() {
        return EncryptedColumn.of("thread_note", "words");
    }

    @Produces
    @Singleton
    static EncryptedColumn attachmentName() {
        return EncryptedColumn.of("attachment", "name");
    }

    @Produces
    @Singleton
    static EncryptedColumn attachmentData() {
        return EncryptedColumn.of("attachment", "data");
    }

    /** That no message has named. */
    @Produces
    @Singleton
    static RetentionRule attachment() {
        return RetentionRule.olderThan(
                "attachment",
                "attachment",
                "unbound_since",
                "being sent, where no message names it",
                "attachment_unbound",
                "P1D",
                "PT1H",
                "id");
    }

    @Produces
    @Singleton
    static HashedColumn threadPatientKey(Patients patients, PatientKeys keys) {
        return patients.hashed(threadPatient(), "patient_key", keys::patient);
    }

    @Produces
    @Singleton
    static HashedColumn threadContactKey(Patients patients, PatientKeys keys) {
        return patients.hashed(threadPatient(), "contact_key", keys::contact);
    }

    @Produces
    @Singleton
    static HashedColumn threadFamilyNameKey(Patients patients, PatientKeys keys) {
        return patients.hashed(threadPatient(), "family_name_key", keys::familyName);
    }

    /** With its messages, notes and decisions. */
    @Produces
    @Singleton
    static RetentionRule thread() {
        return RetentionRule.olderThan(
                "thread", "thread", "last_message_at", "the last message", "thread_last_message", "P7Y", "P6Y", "id");
    }
}
