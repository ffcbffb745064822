package org.carepromise.scheduling.session;

/** Why a session does not take place. */
enum SessionCancellationReason {
    PROVIDER_ILL,
    PROVIDER_AWAY,
    SITE_CLOSED,
    OTHER
}
