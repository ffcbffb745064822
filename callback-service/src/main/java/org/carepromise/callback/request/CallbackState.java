package org.carepromise.callback.request;

/** Where a callback stands. */
public enum CallbackState {
    /** Waits for its first attempt. */
    QUEUED,
    /** An agent has it. */
    CLAIMED,
    /** Waits for another attempt. */
    RETRY_WAIT,
    REACHED,
    DECLINED,
    WRONG_NUMBER,
    /** Tried as often as it is, in vain; the patient is told. */
    UNREACHABLE,
    /** The patient withdrew it. */
    CANCELLED,
    /** The patient got through by phone before being called. */
    ANSWERED,
    /** Nothing was promised, and nobody waits: kept because the patient's words told of danger. */
    REFUSED;

    public boolean isOpen() {
        return this == QUEUED || this == CLAIMED || this == RETRY_WAIT;
    }
}
