package org.carepromise.kit.event;

import io.vertx.core.buffer.Buffer;

/**
 * An event as the stream sends it, written once for all clients.
 *
 * @param text for everybody
 * @param textForService for other services; the same where nothing is theirs alone
 */
record EventFrame(NumberedEvent event, Buffer text, Buffer textForService) {

    Buffer text(boolean forService) {
        return forService ? textForService : text;
    }
}
