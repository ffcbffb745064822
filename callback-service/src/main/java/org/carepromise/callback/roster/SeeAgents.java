package org.carepromise.callback.roster;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.CallbacksConfig;
import org.carepromise.callback.SpokenLanguage;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;

/** Knows which agents are there: who takes, renews or reports a callback is seen, and who says so. */
@ApplicationScoped
public class SeeAgents {

    private final SeenAgentStore store;
    private final Sites sites;
    private final CallbacksConfig config;

    SeeAgents(SeenAgentStore store, Sites sites, CallbacksConfig config) {
        this.store = store;
        this.sites = sites;
        this.config = config;
    }

    /** @return until when the agent counts as there */
    Uni<Instant> signIn(Tx tx, Caller caller, String site, Set<String> skills, Set<String> languages) {
        check(caller, site);
        var spoken = languages.stream().map(SpokenLanguage::of).collect(Collectors.toUnmodifiableSet());
        return seen(tx, caller, site, new SeenAgent(skills, spoken)).replaceWith(until(tx));
    }

    Uni<Void> signOff(Tx tx, Caller caller, String site) {
        check(caller, site);
        return store.signOff(tx, site, caller.person()).replaceWithVoid();
    }

    /** The caller is there, and can do this. */
    public Uni<?> seen(Tx tx, Caller caller, String site, SeenAgent agent) {
        return store.see(tx, site, caller.person(), agent, until(tx));
    }

    /** The caller, who has taken a callback before, is there still. */
    public Uni<?> seenAgain(Tx tx, Caller caller, String site) {
        return store.seeAgain(tx, site, caller.person(), until(tx));
    }

    /** Notes as a fall of capacity who is not there any more. */
    public Uni<?> miss(Tx tx) {
        return store.miss(tx);
    }

    /** @return when somebody is missed next, or null */
    public Uni<Instant> nextMissedAt(SqlClient client) {
        return store.nextMissedAt(client);
    }

    /** Who is there. */
    public Uni<SignedIn> of(SqlClient client, String site, Instant now) {
        return config.sitesWithoutSignIn().orElse(Set.of()).contains(site)
                ? Uni.createFrom().item(SignedIn.UNUSED)
                : store.ofSite(client, site, now, now.minus(config.signInRemembered()));
    }

    private Instant until(Tx tx) {
        return tx.now().plus(config.seenWithin());
    }

    private void check(Caller caller, String site) {
        if (sites.find(site).isEmpty()) {
            throw Problem.of(CallbackProblem.SITE_UNKNOWN).at("#/site", "a site of the sites file");
        }
        caller.checkCovers(site);
    }
}
