package org.carepromise.kit.alert;

/** Where an alert stands. */
enum AlertState {
    /** Somebody has been told, or is about to be, and has not answered yet. */
    OPEN,
    /** The last resort was told too, and nobody answered in time. Whoever acknowledges it ends this. */
    UNANSWERED,
    /** A member of staff answers for it; final. */
    ACKNOWLEDGED
}
