package org.carepromise.kit.link;

import java.net.URI;

import io.smallrye.config.ConfigMapping;

/** Where links lead. */
@ConfigMapping(prefix = "carepromise.links")
public interface LinksConfig {

    /** The gateway as patients reach it, {@code https://care.example.org}; short, for it stands in every text message. */
    URI baseUrl();
}
