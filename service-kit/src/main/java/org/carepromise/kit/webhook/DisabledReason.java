package org.carepromise.kit.webhook;

/** Why nothing is sent to an endpoint at present. */
enum DisabledReason {
    /** Its owner, or an admin, asked for it. */
    BY_HAND,
    /** It answered 410: the receiver is gone. */
    GONE,
    /** For days nothing could be delivered. */
    FAILING
}
