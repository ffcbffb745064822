package org.carepromise.scheduling.waitlist;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.crypto.EncryptedColumn;

/** What the waiting list holds encrypted, for a rotation of keys to find. */
class WaitlistColumns {

    @Produces
    @Singleton
    static EncryptedColumn waitingPatient() {
        return EncryptedColumn.of("waitlist_entry", "patient");
    }
}
