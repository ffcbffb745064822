package org.carepromise.callback.staffing;

/** What so many agents make of a load. */
public sealed interface Forecast {

    int agents();

    /**
     * A queue that comes to rest.
     *
     * @param agents at work
     * @param waiting the share of callers who wait at all
     * @param serviceLevel answered within the threshold ÷ (offered − abandoned within it)
     * @param answeredInTime answered within the threshold ÷ offered
     * @param meanWaitSeconds over all callers, also those who wait not at all or give up
     * @param abandonment all who give up ÷ offered
     * @param abandonmentAfter those who give up after the threshold ÷ (offered − abandoned within it): the KPI's formula
     * @param occupancy the share of their time for which agents are busy
     */
    record Stable(
            int agents,
            double waiting,
            double serviceLevel,
            double answeredInTime,
            double meanWaitSeconds,
            double abandonment,
            double abandonmentAfter,
            double occupancy)
            implements Forecast {}

    /**
     * More work than agents, and nobody gives up: the queue grows without end, and no figure of it means anything.
     *
     * @param agents at work
     * @param fewest from which on it comes to rest
     */
    record Unstable(int agents, int fewest) implements Forecast {}
}
