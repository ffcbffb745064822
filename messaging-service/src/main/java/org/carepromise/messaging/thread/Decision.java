package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who put a thread where, and why.
 *
 * @param message that was assessed; empty where a clinician decided
 */
public record Decision(UUID id, UUID thread, Optional<UUID> message, TriageJson triage, Instant decidedAt) {

    @Override
    public String toString() {
        return "decision " + id;
    }
}
