package org.carepromise.kit.site;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;

/** Where the promises' policies are declared. */
@ConfigMapping(prefix = "carepromise.policies")
public interface PoliciesConfig {

    /** The YAML file that every service reads, and reads again when it changes. */
    Path file();
}
