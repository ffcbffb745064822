package org.carepromise.kit.event;

import io.smallrye.mutiny.Uni;

/** A feed of another service, read page by page. */
@FunctionalInterface
public interface FeedSource {

    /**
     * @param cursor where to go on, or null for the oldest event kept
     * @return fails with {@link FeedPruned} where what follows is gone
     */
    Uni<FeedPage> after(String cursor);
}
