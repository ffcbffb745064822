package org.carepromise.scheduling.rebooking;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How patients of cancelled sessions get other times. */
@ConfigMapping(prefix = "carepromise.rebookings")
interface RebookingsConfig {

    /** How long before a new time a patient has to be told at least. */
    @WithDefault("PT4H")
    Duration tellBefore();

    /** How long after the old time the same provider is preferred to others. */
    @WithDefault("P14D")
    Duration sameProviderWithin();

    /** How long a patient has to confirm, from when they were told; at most half of the time up to the visit. */
    @WithDefault("PT24H")
    Duration confirmWithin();

    /** From when on it is looked after whether the message has reached the patient, and how often. */
    @WithDefault("PT5M")
    Duration watchEvery();
}
