package org.carepromise.callback.request;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.CallbacksConfig;
import org.carepromise.callback.roster.RosterStore;
import org.carepromise.kit.site.Sites;

/** Loads who works at a site and what they are to keep, in one round trip behind what was sent on that connection before. */
@ApplicationScoped
public class SitePools {

    private final CallbackStore callbacks;
    private final RosterStore rosters;
    private final Sites sites;
    private final CallbacksConfig config;

    SitePools(CallbackStore callbacks, RosterStore rosters, Sites sites, CallbacksConfig config) {
        this.callbacks = callbacks;
        this.rosters = rosters;
        this.sites = sites;
        this.config = config;
    }

    /**
     * With each callback by itself.
     *
     * @throws java.util.NoSuchElementException where the site is not declared
     */
    public Uni<SiteCapacity> eachOf(SqlClient client, String site) {
        return loaded(client, site, callbacks.waiting(client, site));
    }

    /** With the callbacks counted, which is all that a promise needs. */
    Uni<SiteCapacity> countedOf(SqlClient client, String site) {
        return loaded(client, site, callbacks.waitingCounted(client, site));
    }

    private Uni<SiteCapacity> loaded(SqlClient client, String site, Uni<List<Waiting>> waiting) {
        var calendar = sites.find(site).orElseThrow();
        return Uni.combine()
                .all()
                .unis(rosters.ofSite(client, site), waiting)
                .with((rostered, open) -> new SiteCapacity(
                        calendar, config.agentTime(), config.promisedWithin(), rostered, open, List.of()));
    }
}
