package org.carepromise.callback.desk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.carepromise.kit.paging.Cursor;

/**
 * A place in the order in which callbacks are taken.
 *
 * @param part {@link #PUT_FIRST}, {@link #FIRST_ATTEMPT} or {@link #RETRY}
 * @param at what the part is sorted by: when it was put first, its limit, when the retry is due
 */
record QueuePlace(int part, Instant at, UUID id) {

    static final int PUT_FIRST = 1;
    static final int FIRST_ATTEMPT = 2;
    static final int RETRY = 3;

    private static final Instant BEFORE_ALL = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant BEHIND_ALL = Instant.parse("2200-01-01T00:00:00Z");
    private static final UUID NONE = new UUID(0, 0);

    static final QueuePlace START = new QueuePlace(0, BEFORE_ALL, NONE);

    /** @throws IllegalArgumentException where they are no keys of a place */
    static QueuePlace of(List<String> keys) {
        return new QueuePlace(Integer.parseInt(keys.get(0)), Cursor.instant(keys.get(1)), UUID.fromString(keys.get(2)));
    }

    /** Where to go on in a part: at its beginning in the later ones, at its end in the earlier ones. */
    Instant atIn(int its) {
        return its == part ? at : its > part ? BEFORE_ALL : BEHIND_ALL;
    }

    UUID idIn(int its) {
        return its == part ? id : NONE;
    }
}
