package org.carepromise.scheduling.rebooking;

/** Where a patient of a cancelled session stands. */
enum RebookingState {
    /** The visit still has its old time; it is being moved, within seconds. */
    PENDING,
    /** It has a new time. The patient is told, and has some time to confirm it. */
    MOVED,
    /** A person has to speak with the patient. */
    OPEN,
    /** Nothing more is to be done. */
    CLOSED
}
