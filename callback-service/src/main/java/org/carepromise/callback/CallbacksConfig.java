package org.carepromise.callback;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How callbacks are promised and made. */
@ConfigMapping(prefix = "carepromise.callbacks")
public interface CallbacksConfig {

    /** The mean time of an agent that one request takes, over all its attempts and wrap-up, until a site tells its own. */
    @WithDefault("PT8M")
    Duration agentTime();

    /** How far ahead a callback may be promised. */
    @WithDefault("P14D")
    Duration promisedWithin();

    /** How long an agent has a callback without renewing the lease. */
    @WithDefault("PT2M")
    Duration leasedFor();

    /** Attempts in all, until the patient counts as not reached. */
    @WithDefault("3")
    int attempts();

    /** Time in which the site is open and the patient may be called, until one who did not answer is tried again. */
    @WithDefault("PT30M")
    Duration retryAfter();

    /** The same where the line was busy. */
    @WithDefault("PT5M")
    Duration busyRetryAfter();

    /** How long an agent counts as there after having been seen, and how far ahead one who is not does not count. */
    @WithDefault("PT15M")
    Duration seenWithin();

    /** A site at which nobody was seen for so long does not sign in: its roster counts as it is. */
    @WithDefault("PT8H")
    Duration signInRemembered();

    /** Sites whose agents are not seen here though they work. */
    Optional<Set<String>> sitesWithoutSignIn();

    /** So many requests are believed to have taken {@link #agentTime}, beside those that did take what they took. */
    @WithDefault("50")
    int agentTimeBelief();

    /** Ended callbacks of so many days tell the agent time. */
    @WithDefault("P28D")
    Duration agentTimeLearntFrom();
}
