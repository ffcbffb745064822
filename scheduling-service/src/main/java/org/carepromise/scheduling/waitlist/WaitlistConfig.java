package org.carepromise.scheduling.waitlist;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How seats that come free are offered to those who wait. */
@ConfigMapping(prefix = "carepromise.waitlist")
interface WaitlistConfig {

    /** How long a patient has to answer, from when the offer was really sent. */
    @WithDefault("PT15M")
    Duration offerWithin();

    /** By when an offer has to have been sent; else it goes to the next patient. */
    @WithDefault("PT5M")
    Duration sendWithin();

    /** How long a freed seat is kept from everybody else until it is offered; longer only where nobody offers it. */
    @WithDefault("PT30S")
    Duration keepWithin();
}
