package org.carepromise.messaging;

import java.time.Duration;

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

    /** The pool whose duty roster hears of an emergency where the policy of a site names nobody. */
    @WithDefault("clinical")
    String alertPool();

    /** The role in that pool. */
    @WithDefault("nurse")
    String alertRole();
}
