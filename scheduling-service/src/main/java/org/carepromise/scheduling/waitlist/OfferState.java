package org.carepromise.scheduling.waitlist;

/** What has become of an offer. */
enum OfferState {
    /** The seat is kept; the patient is about to be told. */
    PREPARED,
    /** The patient was told, and its time runs. */
    OPEN,
    ACCEPTED,
    DECLINED,
    /** Its time ran out. */
    EXPIRED,
    /** The patient could not be told, or not in time. */
    UNREACHED,
    /** The entry was taken back. */
    WITHDRAWN;

    boolean isOpen() {
        return this == PREPARED || this == OPEN;
    }
}
