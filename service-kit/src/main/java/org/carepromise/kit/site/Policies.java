package org.carepromise.kit.site;

import jakarta.enterprise.context.ApplicationScoped;

/** The policies in force. */
@ApplicationScoped
public class Policies {

    private final ConfigurationFiles files;

    Policies(ConfigurationFiles files) {
        this.files = files;
    }

    public PolicyBook current() {
        return files.current().policies();
    }

    /** The policy of a promise at a site; the general one also for a site that is not declared. */
    public SitePolicy of(PublishedPromise promise, String site) {
        return current().of(promise, site);
    }
}
