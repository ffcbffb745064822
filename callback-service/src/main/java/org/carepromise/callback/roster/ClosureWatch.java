package org.carepromise.callback.roster;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.carepromise.callback.CallbacksConfig;
import org.carepromise.callback.admission.Window;
import org.carepromise.kit.site.SiteConfiguration;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.worktime.BusinessCalendar;

/** Notes as a fall of capacity which hours a site loses when the sites file changes: a closure, shorter hours. */
@ApplicationScoped
class ClosureWatch {

    private static final Logger LOG = Logger.getLogger(ClosureWatch.class);

    private final Transactions transactions;
    private final CapacityFallStore falls;
    private final CallbacksConfig config;
    private final ProductClock clock;

    private Map<String, BusinessCalendar> before = Map.of();

    ClosureWatch(Transactions transactions, CapacityFallStore falls, CallbacksConfig config, ProductClock clock) {
        this.transactions = transactions;
        this.falls = falls;
        this.config = config;
        this.clock = clock;
    }

    synchronized void afterChange(@Observes SiteConfiguration taken) {
        var now = clock.instant();
        var lost = before.entrySet().stream()
                .filter(site -> taken.sites().find(site.getKey()).isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        site -> OpeningPlan.lost(
                                openings(site.getValue(), now),
                                openings(taken.sites().find(site.getKey()).orElseThrow(), now))));
        lost.values().removeIf(List::isEmpty);
        before = Map.copyOf(taken.sites().calendars());
        if (!lost.isEmpty()) {
            note(lost, taken.sites().version());
        }
    }

    private List<Window> openings(BusinessCalendar calendar, Instant now) {
        return OpeningPlan.of(calendar, now, now.plus(config.promisedWithin()));
    }

    private void note(Map<String, List<Window>> lost, long sitesVersion) {
        transactions
                .run(tx -> {
                    lost.forEach((site, hours) -> tx.withCommit(falls.insert(tx, site, sitesVersion, hours)));
                    return Uni.createFrom().voidItem();
                })
                .subscribe()
                .with(
                        noted -> {},
                        failure -> LOG.errorf(
                                "promises are not looked at after sites version %d: %s",
                                sitesVersion, failure.getClass().getSimpleName()));
    }
}
