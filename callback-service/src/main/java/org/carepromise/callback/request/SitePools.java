package org.carepromise.callback.request;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.CallbacksConfig;
import org.carepromise.callback.roster.RosterStore;
import org.carepromise.callback.roster.SeeAgents;
import org.carepromise.kit.site.Sites;

/** Loads who works at a site and what they are to keep, in one round trip behind what was sent on that connection before. */
@ApplicationScoped
public class SitePools {

    private final CallbackStore callbacks;
    private final RosterStore rosters;
    private final SeeAgents agents;
    private final AgentTimeStore times;
    private final Sites sites;
    private final CallbacksConfig config;

    SitePools(
            CallbackStore callbacks,
            RosterStore rosters,
            SeeAgents agents,
            AgentTimeStore times,
            Sites sites,
            CallbacksConfig config) {
        this.callbacks = callbacks;
        this.rosters = rosters;
        this.agents = agents;
        this.times = times;
        this.sites = sites;
        this.config = config;
    }

    /**
     * With each callback by itself.
     *
     * @throws java.util.NoSuchElementException where the site is not declared
     */
    public Uni<SiteCapacity> eachOf(SqlClient client, String site, Instant now) {
        return loaded(client, site, now, callbacks.waiting(client, site));
    }

    /** With the callbacks counted, which is all that a promise needs. */
    public Uni<SiteCapacity> countedOf(SqlClient client, String site, Instant now) {
        return loaded(client, site, now, callbacks.waitingCounted(client, site));
    }

    /** Without callbacks. */
    public Uni<SiteCapacity> agentsOf(SqlClient client, String site, Instant now) {
        return loaded(client, site, now, Uni.createFrom().item(List.of()));
    }

    private Uni<SiteCapacity> loaded(SqlClient client, String site, Instant now, Uni<List<Waiting>> waiting) {
        var calendar = sites.find(site).orElseThrow();
        return Uni.combine()
                .all()
                .unis(rosters.ofSite(client, site), agents.of(client, site, now), times.ofSite(client, site), waiting)
                .with((rostered, signedIn, time, open) -> new SiteCapacity(
                        calendar,
                        time,
                        config.promisedWithin(),
                        config.seenWithin(),
                        rostered,
                        signedIn,
                        List.of(),
                        open,
                        List.of()));
    }
}
