package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.messaging.Ids;

/**
 * What somebody wrote, or said on the phone.
 *
 * @param person the subject of whoever it was
 * @param shown what the patient was told at once, because the words may tell of danger to life
 * @param openedAt when the patient read a human's words first
 */
public record Message(
        UUID id,
        UUID thread,
        Author author,
        Kind kind,
        String person,
        String body,
        Optional<String> shown,
        Optional<Instant> openedAt,
        Instant sentAt) {

    public enum Author {
        PATIENT,
        PROXY,
        STAFF,
        AUTOMATIC;

        /** Whether an answer is owed to it. */
        boolean isPatients() {
            return this == PATIENT || this == PROXY;
        }
    }

    public enum Kind {
        /** Of a patient. */
        MESSAGE,
        /** A human's; it ends the wait. */
        ANSWER,
        /** To the patient; it is no answer. */
        QUESTION,
        /** The machine's; it ends nothing. */
        RECEIPT,
        /** A call to the patient, as a human reports it. */
        CALL
    }

    public String publicId() {
        return Ids.MESSAGE.format(id);
    }

    @Override
    public String toString() {
        return "message " + publicId();
    }
}
