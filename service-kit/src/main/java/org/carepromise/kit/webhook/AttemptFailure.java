package org.carepromise.kit.webhook;

/** Why an attempt did not deliver. */
enum AttemptFailure {
    /** The receiver answered something other than 2xx; the status says what. */
    STATUS,
    /** Its URL is not one that anything is sent to, or its name has no address, or has one behind our walls. */
    ADDRESS,
    /** Nobody took the connection. */
    CONNECTION,
    /** The receiver could not show that it is who the URL names. */
    TLS,
    /** The answer was not there in time. */
    TIMEOUT,
    /** The event is older than what the log keeps. */
    EVENT_EXPIRED
}
