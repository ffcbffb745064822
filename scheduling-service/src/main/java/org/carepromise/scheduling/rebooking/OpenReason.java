package org.carepromise.scheduling.rebooking;

/** Why a person has to speak with the patient. */
enum OpenReason {
    /** There is no other time: the visit is cancelled. */
    NO_TIME_FOUND,
    /** The patient was here already when the session was cancelled. */
    PATIENT_IS_HERE,
    /** The visit has a new time, and no message reached the patient. */
    NOT_REACHED,
    /** The visit has a new time, the patient was told, and did not confirm it. */
    NOT_CONFIRMED
}
