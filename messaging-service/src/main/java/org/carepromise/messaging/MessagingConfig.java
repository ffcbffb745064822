package org.carepromise.messaging;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How messages are kept in their lanes. */
@ConfigMapping(prefix = "carepromise.messages")
public interface MessagingConfig {

    /** How long after the last word a patient's message reopens the thread; later it opens another one that names it. */
    @WithDefault("P30D")
    Duration reopenedWithin();

    /** An urgent answer that the patient has not opened after so long becomes a call. */
    @WithDefault("PT2H")
    Duration openedWithin();

    /** How long somebody has a thread without renewing the lease. */
    @WithDefault("PT5M")
    Duration leasedFor();

    /** How long a thread waits for the one whom it was handed or given to, before it is anybody's again. */
    @WithDefault("PT16H")
    Duration handedFor();

    /** The pool whose duty roster hears of an emergency where the policy of a site names nobody. */
    @WithDefault("clinical")
    String alertPool();

    /** The role in that pool. */
    @WithDefault("nurse")
    String alertRole();

    /** How callbacks are asked for that an emergency needs. */
    Callbacks callbacks();

    interface Callbacks {

        /** The callback service, or the gateway; without it nobody is called, and whoever is on call hears so. */
        Optional<URI> service();

        /** The first pause after a try in vain; each next one is twice as long, up to {@link #retryAtLeastEvery}. */
        @WithDefault("PT5S")
        Duration retryAfter();

        @WithDefault("PT5M")
        Duration retryAtLeastEvery();

        /** After so many tries in vain whoever is on call hears that nobody was asked to call. */
        @WithDefault("6")
        int triesBeforeAlert();

        /** After so long nobody is asked any more. */
        @WithDefault("P1D")
        Duration triedFor();
    }
}
