package org.carepromise.kit.event;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Tx;

/** What an event of another service changes here. */
public interface FeedEffect {

    /** Names the consumer; its cursor is kept under it. Never changes. */
    String consumer();

    /**
     * Applies one event, once however often it is delivered; events of one subject come in their order.
     *
     * @return a failure takes back the whole page, which is then tried again, for ever: pass over what is not understood
     */
    Uni<Void> apply(Tx tx, EventJson event);

    /** Events before the next ones are missing for good: load the state anew where that matters. */
    default Uni<Void> missed(Tx tx) {
        return Uni.createFrom().voidItem();
    }
}
