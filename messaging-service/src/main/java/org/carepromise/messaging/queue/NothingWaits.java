package org.carepromise.messaging.queue;

/** Nobody waits; an answer to a key that nothing was given for is not kept, so that it may be asked again. */
final class NothingWaits extends RuntimeException {

    NothingWaits() {
        super("nothing waits", null, false, false);
    }
}
