package org.carepromise.messaging.thread;

/** What a message came by. */
public enum Channel {
    PORTAL,
    MAIL,
    SMS,
    PHONE
}
