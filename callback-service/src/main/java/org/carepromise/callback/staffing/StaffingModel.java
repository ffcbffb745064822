package org.carepromise.callback.staffing;

import java.time.Duration;

/** How a queue of calls behaves: Poisson arrivals, exponential handling times, first come first served. */
sealed interface StaffingModel permits ErlangC, ErlangA {

    /** More agents than the largest load at the lowest occupancy needs. */
    int MOST_AGENTS = 200_000;

    /**
     * What so many agents make of the load.
     *
     * @param agents 1 to 200,000
     * @param answerWithin the threshold of the service level, 0 to one day
     * @throws IllegalArgumentException if a bound is passed
     */
    Forecast forecast(Load load, int agents, Duration answerWithin);

    /**
     * The forecast of the fewest agents that meet the target. More agents never make a figure worse, so they are found by
     * halving.
     */
    default Forecast.Stable fewestFor(Load load, Target target) {
        int below = target.maxOccupancy().map(load::agentsAtOccupancy).orElse(1) - 1;
        if (this instanceof ErlangA) {
            below = 0;
        }
        below = Math.max(below, 0);
        int enough = below + 1;
        for (int step = 1; !target.isMetBy(forecast(load, enough, target.answerWithin())); step *= 2) {
            below = enough;
            enough = Math.min(MOST_AGENTS, enough + step);
        }
        while (enough - below > 1) {
            int middle = below + (enough - below) / 2;
            if (target.isMetBy(forecast(load, middle, target.answerWithin()))) {
                enough = middle;
            } else {
                below = middle;
            }
        }
        return (Forecast.Stable) forecast(load, enough, target.answerWithin());
    }

    /** The bounds of a forecast's arguments. */
    static void check(int agents, Duration answerWithin) {
        if (agents < 1 || agents > MOST_AGENTS) {
            throw new IllegalArgumentException(agents + " agents: 1 to " + MOST_AGENTS);
        }
        if (answerWithin.isNegative() || answerWithin.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("answer within " + answerWithin + ": 0 to one day");
        }
    }
}
