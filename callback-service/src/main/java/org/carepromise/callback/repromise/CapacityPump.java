package org.carepromise.callback.repromise;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;

import org.carepromise.callback.roster.CapacityFallStore;
import org.carepromise.callback.roster.SeeAgents;
import org.carepromise.kit.pump.Pumps;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.testclock.ClockFollower;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;

/** Looks, on every replica, which agents are missed and where capacity has fallen. However much fell, a site is one job. */
@ApplicationScoped
public class CapacityPump implements ClockFollower {

    private static final Logger LOG = Logger.getLogger(CapacityPump.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RepromiseCallbacks repromiseCallbacks;
    private final CapacityFallStore falls;
    private final SeeAgents agents;
    private final Sites sites;
    private final Pool pool;
    private final ProductClock clock;
    private final Transactions transactions;

    CapacityPump(
            RepromiseCallbacks repromiseCallbacks,
            CapacityFallStore falls,
            SeeAgents agents,
            Sites sites,
            Pool pool,
            ProductClock clock,
            Transactions transactions) {
        this.repromiseCallbacks = repromiseCallbacks;
        this.falls = falls;
        this.agents = agents;
        this.sites = sites;
        this.pool = pool;
        this.clock = clock;
        this.transactions = transactions;
    }

    void start(@Observes StartupEvent start, Pumps pumps) {
        pumps.run("the look at fallen capacity", PAUSE, this::round);
    }

    /** @return whether a site has more to be done */
    Uni<Boolean> round() {
        return transactions
                .run(agents::miss)
                .chain(() -> falls.sites(pool, sites.current().version()))
                .flatMap(fallen -> Multi.createFrom()
                        .iterable(fallen)
                        .onItem()
                        .transformToUniAndConcatenate(this::atSite)
                        .collect()
                        .asList())
                .map(more -> more.contains(true));
    }

    /** One site that fails does not keep the others from their turn; it comes again. */
    private Uni<Boolean> atSite(String site) {
        return repromiseCallbacks.atSite(site).onFailure(Exception.class).recoverWithItem(failure -> {
            // The message may quote a row; the type may not.
            LOG.warnf(
                    "promises of site %s are not looked at: %s",
                    site, failure.getClass().getSimpleName());
            return false;
        });
    }

    @Override
    public Uni<Void> arriveAt(Instant now) {
        return round().flatMap(more -> more ? arriveAt(now) : Uni.createFrom().voidItem());
    }

    @Override
    public boolean arrivesAtStart() {
        return false;
    }

    @Override
    public Uni<Instant> nextDueAt() {
        return falls.sites(pool, sites.current().version())
                .flatMap(fallen -> fallen.isEmpty()
                        ? agents.nextMissedAt(pool)
                        : Uni.createFrom().item(clock.instant()));
    }
}
