package org.carepromise.callback.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a callback is asked for, or quoted for.
 *
 * @param skill of the agent
 * @param language to call in, a primary subtag
 * @param zone where the patient is; empty for the site's
 * @param queuedAt since when a caller waits on the phone, whose place is kept; empty for now
 * @param windowStart both ends of a window, or neither: as soon as possible
 * @param acceptLater whether a later time than the published one is taken
 */
public record CallbackWish(
        String site,
        String topic,
        String skill,
        String language,
        Optional<ZoneId> zone,
        Optional<Instant> queuedAt,
        Instant windowStart,
        Instant windowEnd,
        boolean acceptLater) {}
