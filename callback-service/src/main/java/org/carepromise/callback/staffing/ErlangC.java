package org.carepromise.callback.staffing;

import java.time.Duration;

/** Everybody waits until answered. */
record ErlangC() implements StaffingModel {

    @Override
    public Forecast forecast(Load load, int agents, Duration answerWithin) {
        StaffingModel.check(agents, answerWithin);
        double erlangs = load.erlangs();
        if (erlangs >= agents) {
            return new Forecast.Unstable(agents, (int) Math.floor(erlangs) + 1);
        }
        double waiting = waiting(erlangs, agents);
        double meanWaitOfThose = load.handlingSeconds() / (agents - erlangs);
        double inTime = 1 - waiting * Math.exp(-Load.seconds(answerWithin).doubleValue() / meanWaitOfThose);
        return new Forecast.Stable(agents, waiting, inTime, 0, waiting * meanWaitOfThose, 0, erlangs / agents);
    }

    /**
     * C(A, N), the share of callers who wait.
     *
     * @param erlangs the load, 0 or more and below the number of agents
     * @throws IllegalArgumentException for anything else
     */
    static double waiting(double erlangs, int agents) {
        double blocking = ErlangB.blocking(erlangs, agents);
        if (erlangs >= agents) {
            throw new IllegalArgumentException(erlangs + " erlangs and " + agents + " agents: unstable");
        }
        return blocking / (1 - erlangs / agents * (1 - blocking));
    }
}
