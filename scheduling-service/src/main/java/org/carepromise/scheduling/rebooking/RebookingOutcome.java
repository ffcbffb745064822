package org.carepromise.scheduling.rebooking;

import java.util.Set;

/** How it ended. */
enum RebookingOutcome {
    /** The patient confirmed the new time, or came. */
    CONFIRMED,
    /** The patient moved or cancelled the visit. */
    CHANGED_BY_PATIENT,
    /** A person found a time with the patient. */
    NEW_TIME_AGREED,
    /** The patient wants no other time. */
    NO_LONGER_WANTED,
    /** A person tried in vain. */
    UNREACHABLE;

    /** Those that a person can state. */
    static final Set<RebookingOutcome> OF_STAFF = Set.of(NEW_TIME_AGREED, NO_LONGER_WANTED, UNREACHABLE);
}
