package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.UUID;

/** What staff tell each other about a thread, and why they did something to it; no patient reads it. */
public record Note(UUID id, UUID thread, Kind kind, String text, String person, Instant at) {

    public enum Kind {
        NOTE,
        PICK,
        HAND_OVER,
        POOL_CHANGE,
        PUT_FIRST,
        REASSIGNMENT,
        CLOSURE
    }

    @Override
    public String toString() {
        return "note " + id;
    }
}
