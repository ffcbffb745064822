package org.carepromise.callback.staffing;

import java.time.Duration;

/**
 * Callers give up after an exponential time. Such a queue is always stable.
 *
 * <p>With all agents busy and j callers waiting, j grows with λ and falls with Nμ + jθ. The chances of these states are
 * summed from j = 0, relative to the state in which all are busy and nobody waits; of the states below, Erlang B knows the
 * sum. The time until a caller with j before them is served, did they not give up, is a sum of exponentials with the rates
 * Nμ, Nμ + θ, …, Nμ + jθ, so that e^(−θ·time) has the distribution Beta(Nμ/θ, j + 1); its function is summed along.
 *
 * @param patience how long callers wait on average before they give up, one second to one day
 */
record ErlangA(Duration patience) implements StaffingModel {

    /** Callers who come during one patience. Beyond, the sum takes longer than anybody waits for it. */
    private static final double MOST_CALLERS = 10_000_000;

    private static final double TOO_LARGE = 1e200;
    private static final double NEGLIGIBLE = 1e-18;

    /** @throws IllegalArgumentException if the patience is out of bounds */
    public ErlangA {
        if (patience.compareTo(Duration.ofSeconds(1)) < 0 || patience.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("patience " + patience + ": one second to one day");
        }
    }

    /** @throws IllegalArgumentException if a bound is passed, or more than ten million callers come during one patience */
    @Override
    public Forecast forecast(Load load, int agents, Duration answerWithin) {
        StaffingModel.check(agents, answerWithin);
        double patienceSeconds = Load.seconds(patience).doubleValue();
        // In units of the patience: arrivals, and departures with all agents busy.
        double arrivals = load.arrivalRate() * patienceSeconds;
        if (arrivals > MOST_CALLERS) {
            throw new IllegalArgumentException(
                    load.calls() + " calls in " + load.interval() + ": too many for a patience of " + patience);
        }
        double departures = agents * patienceSeconds / load.handlingSeconds();
        double threshold = Load.seconds(answerWithin).doubleValue() / patienceSeconds;
        var waitsOn = new LateStart(departures, threshold);
        var servedLate = new LateStart(departures + 1, threshold);

        double notAllBusy = 1 / ErlangB.blocking(load.erlangs(), agents) - 1;
        if (Double.isInfinite(notAllBusy)) {
            return new Forecast.Stable(agents, 0, 1, 0, 0, 0, load.erlangs() / agents);
        }
        double state = 1;
        double busy = 0;
        double queue = 0;
        double inTime = 0;
        double gaveUpInTime = 0;
        for (int j = 0; ; j++) {
            double served = departures / (departures + j + 1) * (1 - servedLate.share());
            busy += state;
            queue += j * state;
            inTime += state * served;
            gaveUpInTime += state * Math.max(0, 1 - served - Math.exp(-threshold) * waitsOn.share());
            double next = arrivals / (departures + j + 1);
            state *= next;
            if (next < 1 && state * (j + 1) < NEGLIGIBLE * (1 - next) * (notAllBusy + busy)) {
                break;
            }
            if (state > TOO_LARGE) {
                state /= TOO_LARGE;
                busy /= TOO_LARGE;
                queue /= TOO_LARGE;
                inTime /= TOO_LARGE;
                gaveUpInTime /= TOO_LARGE;
                notAllBusy /= TOO_LARGE;
            }
            waitsOn.next();
            servedLate.next();
        }
        double all = notAllBusy + busy;
        double abandonment = queue / all / arrivals;
        return new Forecast.Stable(
                agents,
                busy / all,
                (notAllBusy + inTime) / all,
                gaveUpInTime / all,
                abandonment * patienceSeconds,
                abandonment,
                load.erlangs() * (1 - abandonment) / agents);
    }

    /**
     * The chance that a variable of Beta(a, b) is below u = e^(−threshold), for b = 1, 2, 3, …: I(a, b + 1) = I(a, b) +
     * Γ(a + b) / (Γ(a) Γ(b + 1)) · u^a (1 − u)^b. The terms are kept as logarithms, for u^a underflows with 1,000 agents.
     */
    private static final class LateStart {

        private final double a;
        private final double logRest;
        private double logTerm;
        private double share;
        private int b = 1;

        LateStart(double a, double threshold) {
            this.a = a;
            this.logRest = Math.log(-Math.expm1(-threshold));
            this.share = Math.exp(-a * threshold);
            this.logTerm = Math.log(a) - a * threshold + logRest;
        }

        double share() {
            return Math.min(1, share);
        }

        void next() {
            share += Math.exp(logTerm);
            logTerm += Math.log((a + b) / (b + 1)) + logRest;
            b++;
        }
    }
}
