package org.carepromise.kit.event;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The event log's stream. */
@ConfigMapping(prefix = "carepromise.events.stream")
public interface EventStreamConfig {

    /** How many listen to one replica; fewer than the gateway opens connections to a service (256). */
    @WithDefault("128")
    int clientsAtMost();

    /** How many events wait for a client that does not take them, before it is dropped. */
    @WithDefault("1000")
    int bufferedAtMost();

    /** Shorter than any idle time-out on the way (60 s at the gateway). */
    @WithDefault("15s")
    Duration heartbeatEvery();
}
