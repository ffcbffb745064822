package org.carepromise.kit.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether this process is part of a sandbox: test clock, tokens for the asking, an inbox instead of real notices. */
@ConfigMapping(prefix = "carepromise.sandbox")
public interface SandboxConfig {

    @WithDefault("false")
    boolean enabled();
}
