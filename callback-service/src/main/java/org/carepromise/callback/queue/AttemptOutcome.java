package org.carepromise.callback.queue;

/** How an attempt to call ended. */
enum AttemptOutcome {
    REACHED,
    NO_ANSWER,
    VOICEMAIL,
    BUSY,
    WRONG_NUMBER,
    DECLINED
}
