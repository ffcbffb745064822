package org.carepromise.kit.notice;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.crypto.EncryptedColumn;
import org.carepromise.kit.crypto.HashedColumn;
import org.carepromise.kit.patient.PatientKeys;

/** What a notice holds encrypted or hashed, for a rotation of keys to find. */
class NoticeColumns {

    @Produces
    @Singleton
    static EncryptedColumn patient() {
        return EncryptedColumn.of("notice", "patient");
    }

    @Produces
    @Singleton
    static EncryptedColumn words() {
        return EncryptedColumn.of("notice", "words");
    }

    @Produces
    @Singleton
    static HashedColumn contactKey(PatientKeys keys) {
        return new HashedColumn(
                patient(), "contact_key", text -> Recipient.from(text).contactKeys(keys));
    }
}
