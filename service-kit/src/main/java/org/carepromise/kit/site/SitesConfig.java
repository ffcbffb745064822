package org.carepromise.kit.site;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;

/** Where the sites are declared. */
@ConfigMapping(prefix = "carepromise.sites")
public interface SitesConfig {

    /** The YAML file that every service reads, and reads again when it changes. */
    Path file();
}
