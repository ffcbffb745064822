package org.carepromise.kit.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * One event on its way to one endpoint, as its owner sees it.
 *
 * @param type the event's, or null where the log no longer has it
 * @param replay whether it was asked for again, and so stands outside its subject's order
 * @param dueAt when it is tried next, by real time; null while its subject's event before it is on its way
 * @param endedAt when it was delivered or given up, by real time
 */
record WebhookDelivery(
        UUID event,
        long position,
        String type,
        String subject,
        State state,
        boolean replay,
        int attempts,
        Instant dueAt,
        Integer lastStatus,
        AttemptFailure lastFailure,
        Instant endedAt) {

    enum State {
        PENDING,
        DELIVERED,
        /** Given up after the last retry; can be replayed. */
        DEAD
    }

    /**
     * A delivery that a worker has taken, under a lease.
     *
     * @param endpoint to whom
     * @param attempt the number of this attempt: no result of another one is taken
     * @param failures how often it has failed since it was queued, enabled or replayed
     * @param message what to send, or null where the log no longer has the event
     */
    record Claimed(
            WebhookEndpoint endpoint,
            long position,
            UUID event,
            String subject,
            boolean replay,
            int attempt,
            int failures,
            Instant firstAttemptAt,
            WebhookMessage message) {}
}
