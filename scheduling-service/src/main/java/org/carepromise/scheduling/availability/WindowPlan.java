package org.carepromise.scheduling.availability;

import java.time.Duration;

/**
 * How far a search reads at once. A well-stocked clinic fills a page from one day; where the next weeks are all but full, a
 * month takes three reads.
 */
final class WindowPlan {

    static final Duration FIRST = Duration.ofDays(1);

    private static final int LEAST = 2;
    private static final int MOST = 8;

    private static final int SLOTS_OF_A_START = 5;
    private static final int LEAST_SLOTS = 500;
    private static final int MOST_SLOTS = 20_000;

    private WindowPlan() {}

    /** How many slots are read at once at most, so that a window that is too long for a full one costs little. */
    static int slots(int wanted) {
        return wanted >= MOST_SLOTS / SLOTS_OF_A_START ? MOST_SLOTS : Math.max(LEAST_SLOTS, wanted * SLOTS_OF_A_START);
    }

    /** How many are read next. */
    static int slotsAfter(int last, int found) {
        return found > 0 || last >= MOST_SLOTS ? last : Math.min(more(last), MOST_SLOTS);
    }

    /** How many are read where these were too few to decide anything. */
    static int more(int slots) {
        return slots * MOST;
    }

    /**
     * The window after this one.
     *
     * @param found how many starts there were in all windows up to here
     * @param wanted how many there are to be
     */
    static Duration after(Duration window, int found, int wanted) {
        if (found == 0) {
            return window.multipliedBy(MOST);
        }
        // as dense as before, the rest would take this many windows like the last; half of it again for unevenness
        int windows = (wanted - found) * 3 / (2 * found) + 1;
        return window.multipliedBy(Math.max(LEAST, Math.min(MOST, windows)));
    }
}
