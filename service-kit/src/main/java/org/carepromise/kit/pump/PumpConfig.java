package org.carepromise.kit.pump;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether this process works by itself; tests switch that off and run each job by hand. */
@ConfigMapping(prefix = "carepromise.pumps")
public interface PumpConfig {

    @WithDefault("true")
    boolean enabled();
}
