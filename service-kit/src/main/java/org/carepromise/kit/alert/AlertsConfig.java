package org.carepromise.kit.alert;

import java.time.Duration;
import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long people have to answer for an alert, and how hard it tries to reach them. */
@ConfigMapping(prefix = "carepromise.alerts")
interface AlertsConfig {

    /** From one step to the next, while nobody acknowledges; at least a second. */
    @WithDefault("PT5M")
    Duration acknowledgeWithin();

    /** The same for single kinds: {@code carepromise.alerts.acknowledge-within-of.emergency-unseen=PT2M}. */
    Map<String, Duration> acknowledgeWithinOf();

    /** How often the last resort is told again while nobody answers. */
    @WithDefault("12")
    int lastResortRepeats();

    /** How often a message is tried; after that the alert passes on at once. */
    @WithDefault("4")
    int deliveryTries();

    /** From the first try to the second, on the machine's time; each further pause is twice as long. */
    @WithDefault("PT5S")
    Duration deliveryRetryAfter();

    /** How long a message may take before it counts as not sent; another replica takes it up at twice that. */
    @WithDefault("PT10S")
    Duration deliveryWithin();

    default Duration acknowledgeWithin(String kind) {
        return acknowledgeWithinOf().getOrDefault(kind, acknowledgeWithin());
    }
}
