package org.carepromise.callback.staffing;

/** What so many agents make of a load. */
sealed interface Forecast {

    int agents();

    /**
     * A queue that comes to rest.
     *
     * @param agents at work
     * @param waiting the share of callers who wait at all
     * @param answeredInTime answered within the threshold ÷ offered
     * @param abandonedInTime given up within the threshold ÷ offered
     * @param meanWaitSeconds over all callers, also those who wait not at all or give up
     * @param abandonment all who give up ÷ offered
     * @param occupancy the share of their time for which agents are busy
     */
    record Stable(
            int agents,
            double waiting,
            double answeredInTime,
            double abandonedInTime,
            double meanWaitSeconds,
            double abandonment,
            double occupancy)
            implements Forecast {

        /** Where nobody calls, nobody works. */
        static final Stable NOBODY = new Stable(0, 0, 1, 0, 0, 0, 0);

        /** Answered within the threshold ÷ (offered − abandoned within it): the KPI's formula. */
        double serviceLevel() {
            return answeredInTime / (1 - abandonedInTime);
        }

        /** Abandoned after the threshold ÷ (offered − abandoned within it): the KPI's formula. */
        double abandonmentAfter() {
            return Math.max(0, abandonment - abandonedInTime) / (1 - abandonedInTime);
        }
    }

    /**
     * More work than agents, and nobody gives up: the queue grows without end, and no figure of it means anything.
     *
     * @param agents at work
     * @param fewest from which on it comes to rest
     */
    record Unstable(int agents, int fewest) implements Forecast {}
}
