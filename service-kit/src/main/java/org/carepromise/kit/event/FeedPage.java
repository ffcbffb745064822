package org.carepromise.kit.event;

import java.util.List;

/**
 * What another service's feed answered.
 *
 * @param items events in their order; maybe none
 * @param nextCursor where to go on; the same that was sent where there is no more
 */
public record FeedPage(List<EventJson> items, String nextCursor) {}
