package org.carepromise.messaging.emergency;

import java.time.Instant;
import java.util.UUID;

/**
 * A callback to be asked for.
 *
 * @param alert the thread's, that nobody followed
 * @param tries this one included
 */
record EmergencyCallback(UUID id, UUID thread, int alert, int tries, Instant createdAt) {

    enum State {
        PENDING,
        /** It is asked for, and comes first. */
        MADE,
        /** Whoever is on call has to call themselves, and was told so. */
        REFUSED,
        /** Somebody has seen the emergency meanwhile. */
        NOT_NEEDED
    }

    /** Under it the callback service makes it once, however often it is asked. */
    String key() {
        return "emergency-" + id;
    }
}
