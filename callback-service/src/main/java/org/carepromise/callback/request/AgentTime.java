package org.carepromise.callback.request;

import java.time.Duration;

/**
 * The mean time of an agent that a request of a site takes, over all its attempts and wrap-up.
 *
 * @param requests that have ended lately, from which it was learnt; none where it is only configured
 */
public record AgentTime(Duration mean, int requests) {

    /** However the calls of a month went, it stays within this factor of what is configured. */
    private static final int BOUND = 4;

    /**
     * What is configured counts as so many requests beside those that were made, so that the first few do not shift what is
     * promised.
     *
     * @param belief in what is configured, in requests
     * @param seconds that the requests took in all
     */
    static AgentTime learnt(Duration configured, int belief, int requests, double seconds) {
        double prior = configured.toMillis() / 1_000.0;
        double mean = requests == 0 ? prior : (belief * prior + seconds) / (belief + requests);
        double bounded = Math.min(Math.max(mean, prior / BOUND), prior * BOUND);
        return new AgentTime(Duration.ofMillis(Math.round(bounded * 1_000)), requests);
    }
}
