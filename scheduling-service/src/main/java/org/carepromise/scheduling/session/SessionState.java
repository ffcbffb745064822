package org.carepromise.scheduling.session;

/** Whether a session takes place. */
enum SessionState {
    OPEN,
    /** Its provider can't: its patients get other times. */
    CANCELLED,
    /** A change of its template dropped it before anybody had booked. */
    DROPPED
}
