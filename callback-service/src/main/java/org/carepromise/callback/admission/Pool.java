package org.carepromise.callback.admission;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Agents, and the promises that they alone are to keep: the whole site, or one skill in one language.
 *
 * @param agents how many work when
 * @param agentTime the mean time of an agent that one request takes over all its attempts and wrap-up
 * @param promises those still to be begun, in the order in which they were made
 */
public record Pool(AgentSteps agents, Duration agentTime, List<OpenPromise> promises) {

    private static final Duration LONGEST = Duration.ofHours(24);

    /** @throws IllegalArgumentException if the agent time is not between a second and a day */
    public Pool {
        Objects.requireNonNull(agents, "agents");
        if (agentTime.compareTo(Duration.ofSeconds(1)) < 0 || agentTime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("agent time " + agentTime + ": one second to one day");
        }
        promises = List.copyOf(promises);
    }
}
