package org.carepromise.messaging.thread;

import java.util.UUID;

/**
 * A file, without its bytes.
 *
 * @param message that it came with; null before
 * @param contentType what its bytes say, whatever it is called
 */
public record Attached(UUID id, UUID message, String name, String contentType, long size) {

    @Override
    public String toString() {
        return "attachment " + id;
    }
}
