package org.carepromise.callback.admission;

import java.time.Instant;

/**
 * So many agents are rostered from then till then. Stretches may overlap: they add up.
 *
 * @param startsAt the first instant of work
 * @param endsAt the first instant after it
 * @param agents 0 to 100,000
 */
public record Staffed(Instant startsAt, Instant endsAt, int agents) {

    private static final int MOST = 100_000;

    /** @throws IllegalArgumentException if it is empty, or the number of agents is negative or beyond any site */
    public Staffed {
        if (!startsAt.isBefore(endsAt)) {
            throw new IllegalArgumentException("staffed " + startsAt + " to " + endsAt + ": empty");
        }
        if (agents < 0 || agents > MOST) {
            throw new IllegalArgumentException("staffed with " + agents + " agents: 0 to " + MOST);
        }
    }
}
