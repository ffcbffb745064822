package org.carepromise.scheduling.availability;

import java.time.Duration;

/**
 * How far a search reads at once. A well-stocked clinic fills a page from one day; where the next weeks are all but full, a
 * month takes three reads.
 */
final class WindowPlan {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int STARTS_A_DAY = 25;

    private static final int LEAST = 2;
    private static final int MOST = 8;

    private static final int SLOTS_OF_A_START = 5;
    private static final int LEAST_SLOTS = 500;
    private static final int MOST_SLOTS = 20_000;

    private WindowPlan() {}

    /** The first window: a long page does not begin with a day that cannot fill it. */
    static Duration first(int wanted) {
        return DAY.multipliedBy(Math.max(1, Math.min(MOST, wanted / STARTS_A_DAY)));
    }

    /** How many slots are read at once at most, so that a window that is too long for a full one costs little. */
    static int slots(int wanted) {
        return wanted >= MOST_SLOTS / SLOTS_OF_A_START ? MOST_SLOTS : Math.max(LEAST_SLOTS, wanted * SLOTS_OF_A_START);
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
