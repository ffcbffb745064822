package org.carepromise.kit.event;

/** The feed no longer keeps what follows on a cursor. */
public final class FeedPruned extends RuntimeException {

    private final String oldestCursor;

    public FeedPruned(String oldestCursor) {
        super("the feed was pruned behind the cursor", null, false, false);
        this.oldestCursor = oldestCursor;
    }

    /** Where it can be read on. */
    public String oldestCursor() {
        return oldestCursor;
    }
}
