package org.carepromise.scheduling.appointment;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.crypto.EncryptedColumn;

/** What an appointment holds encrypted, for a rotation of keys to find. */
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
}
