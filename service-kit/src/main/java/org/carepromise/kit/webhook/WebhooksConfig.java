package org.carepromise.kit.webhook;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How webhooks are sent. The defaults are those of docs/integrate/webhooks.md. */
@ConfigMapping(prefix = "carepromise.webhooks")
public interface WebhooksConfig {

    /** Whether http will do; production does not start with it. */
    @WithDefault("false")
    boolean allowInsecure();

    /** Whether receivers may stand inside the network, as beside a sandbox; production does not start with it. */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /** The pause between two looks at what is new and what is due. */
    @WithDefault("PT0.25S")
    Duration pumpEvery();

    @WithDefault("20")
    int endpointsPerOwner();

    /** How long the secret before a rotation signs beside the new one. */
    @WithDefault("PT24H")
    Duration secretOverlap();

    @WithDefault("PT5S")
    Duration connectWithin();

    /** The whole exchange, from connecting until the answer is read. */
    @WithDefault("PT15S")
    Duration answerWithin();

    /** How long one event is tried, counted from its first attempt. */
    @WithDefault("PT72H")
    Duration retryWithin();

    /** How long an endpoint may fail without a single success before it is disabled. */
    @WithDefault("P5D")
    Duration disableAfter();
}
