package org.carepromise.kit.triage;

import java.net.URI;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who hears of an emergency that a patient wrote somewhere. */
@ConfigMapping(prefix = "carepromise.triage")
interface TriageConfig {

    /** The pool whose duty roster is walked, at the site of what it is about. */
    @WithDefault("clinical")
    String alertPool();

    /** The role in that pool. */
    @WithDefault("nurse")
    String alertRole();

    /** Where rule sets are activated: the messaging service, or the gateway. Without it the bundled one decides. */
    Optional<URI> rulesFrom();
}
