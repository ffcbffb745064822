package org.carepromise.kit.event;

import java.util.List;

/**
 * A stretch of the log.
 *
 * @param start the position behind which it begins
 * @param next the position up to which it was searched
 * @param head how far the log is numbered
 * @param oldest the first position that can still be had; one behind the head where there is none
 */
record EventPage(long start, long next, long head, long oldest, List<NumberedEvent> events) {

    /** Whether something between start and this page is gone. */
    boolean isPruned() {
        return start + 1 < oldest;
    }

    /** Whether nothing is left behind it. */
    boolean isLast() {
        return next >= head;
    }
}
