package org.carepromise.scheduling.hold;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long and how many seats are held. */
@ConfigMapping(prefix = "carepromise.holds")
interface HoldsConfig {

    /** Until a hold expires, where the request does not say. */
    @WithDefault("PT5M")
    Duration expireAfter();

    /** How many one caller may have at a time. */
    @WithDefault("5")
    int mostPerHolder();

    /** How many all guests of one site key may have together. */
    @WithDefault("50")
    int mostPerSiteKey();
}
