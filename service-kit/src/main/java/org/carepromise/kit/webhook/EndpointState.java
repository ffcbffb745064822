package org.carepromise.kit.webhook;

/** Whether events are sent to an endpoint. */
enum EndpointState {
    ENABLED,
    DISABLED
}
