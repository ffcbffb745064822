package org.carepromise.messaging.thread;

/** Whose turn it is. */
public enum ThreadState {
    /** A patient's message is unanswered. */
    WAITING,
    /** A question to the patient is. */
    PAUSED,
    ANSWERED,
    CLOSED;

    /** Whether an answer is owed. */
    public boolean isOpen() {
        return this == WAITING || this == PAUSED;
    }
}
