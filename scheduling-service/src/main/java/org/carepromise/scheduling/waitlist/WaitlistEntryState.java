package org.carepromise.scheduling.waitlist;

/** Where an entry of the waiting list is in its life. */
enum WaitlistEntryState {
    /** Seats are offered to it. */
    OPEN,
    /** An offer was accepted. */
    SERVED,
    /** The patient, or staff for the patient, took it back, or the visit that it would have replaced is no more. */
    WITHDRAWN,
    /** The last day that would have done is over. */
    LAPSED
}
