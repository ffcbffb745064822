package org.carepromise.kit.timer;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How timers are polled. */
@ConfigMapping(prefix = "carepromise.timers")
public interface TimersConfig {

    /** The pause between two polls of a replica; what is due is late by half of it on average. */
    @WithDefault("0.2S")
    Duration pollEvery();

    /** The largest number of timers claimed at once. */
    @WithDefault("500")
    int batch();

    /** How far back a usual poll looks, so that it does not read the dead rows of what was fired long ago. */
    @WithDefault("60S")
    Duration lookBack();

    /** How often a poll looks at everything that is overdue, for what a longer outage has left. */
    @WithDefault("30S")
    Duration sweepEvery();

    /** After so many failures a timer is set aside. */
    @WithDefault("8")
    int tries();
}
