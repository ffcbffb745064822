package org.carepromise.messaging.queue;

import java.time.Instant;
import java.util.UUID;

import org.carepromise.messaging.thread.MessageThread;

/** A place in a queue: emergencies first, then what is due first. */
record QueuePlace(boolean noEmergency, Instant dueAt, UUID id) {

    static final QueuePlace FRONT = new QueuePlace(false, Instant.parse("1900-01-01T00:00:00Z"), new UUID(0, 0));

    static QueuePlace of(MessageThread thread) {
        return new QueuePlace(
                !thread.course().emergency(), thread.course().dueAt().orElse(thread.createdAt()), thread.id());
    }
}
