package org.carepromise.kit.promise;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import org.jboss.logging.Logger;

import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.site.ConfigurationFiles;
import org.carepromise.kit.site.SiteConfiguration;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Rates running promises anew after the sites file has changed, but for those with a limit of their own: later only, each
 * change in the audit trail. One timer for each version of the file, however many replicas see it come; it goes through the promises a batch at a time.
 */
@ApplicationScoped
public class ReRatePromises implements TimerHandler {

    private static final Logger LOG = Logger.getLogger(ReRatePromises.class);
    private static final String KIND = "promise-re-rating";
    private static final String SITES = "sites";
    private static final String AFTER = "after";
    private static final int BATCH = 200;
    private static final UUID BEGINNING = new UUID(0, 0);

    private final Transactions transactions;
    private final Timers timers;
    private final PromiseStore store;
    private final PromiseKeeper keeper;
    private final AuditTrail audit;
    private final ConfigurationFiles configuration;
    private final ProductClock clock;
    private final Instance<LimitMoved> listeners;

    ReRatePromises(
            Transactions transactions,
            Timers timers,
            PromiseStore store,
            PromiseKeeper keeper,
            AuditTrail audit,
            ConfigurationFiles configuration,
            ProductClock clock,
            @Any Instance<LimitMoved> listeners) {
        this.transactions = transactions;
        this.timers = timers;
        this.store = store;
        this.keeper = keeper;
        this.audit = audit;
        this.configuration = configuration;
        this.clock = clock;
        this.listeners = listeners;
    }

    void afterChange(@Observes SiteConfiguration taken) {
        var version = taken.sites().version();
        var timer = new Timer(KIND, SITES, 0, version, clock.instant(), Event.EVERYWHERE, new JsonObject());
        transactions
                .run(tx -> timers.set(tx, List.of(timer)))
                .subscribe()
                .with(
                        set -> {},
                        failure -> LOG.errorf(
                                "promises are not rated by sites version %d: %s",
                                version, failure.getClass().getSimpleName()));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        // of several versions that came while nobody looked, what is in force now is the one to rate by
        return rate(tx, due.timers().get(due.timers().size() - 1));
    }

    private Uni<Void> rate(Tx tx, Timer timer) {
        var after =
                timer.data().containsKey(AFTER) ? UUID.fromString(timer.data().getString(AFTER)) : BEGINNING;
        var version = configuration.current().sites().version();
        return store.lockRunningAfter(tx, after, version, BATCH).flatMap(batch -> Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(promise -> keeper.reRate(tx, promise))
                .filter(rated -> rated.terms().siteVersion() == version)
                .collect()
                .asList()
                .call(moved -> tell(tx, moved))
                .chain(() -> batch.size() < BATCH
                        ? Uni.createFrom().voidItem()
                        : timers.set(
                                tx,
                                List.of(goOn(timer, batch.get(batch.size() - 1).id(), tx)))));
    }

    private Uni<Void> tell(Tx tx, List<Promise> moved) {
        return Multi.createFrom()
                .iterable(moved)
                .onItem()
                .transformToUniAndConcatenate(
                        promise -> audit.noteOwn(tx, "reRatePromise", promise.publicId(), promise.site()))
                .onItem()
                .ignoreAsUni()
                .chain(() -> Multi.createFrom()
                        .iterable(moved.isEmpty() ? List.<LimitMoved>of() : listeners)
                        .onItem()
                        .transformToUniAndConcatenate(listener -> listener.tell(tx, moved))
                        .onItem()
                        .ignoreAsUni());
    }

    /** Another tier, for this one's row is there until the transaction ends. */
    private static Timer goOn(Timer timer, UUID last, Tx tx) {
        return new Timer(
                KIND,
                SITES,
                timer.tier() + 1,
                timer.epoch(),
                tx.now(),
                timer.site(),
                JsonObject.of(AFTER, last.toString()));
    }
}
