package org.carepromise.kit.triage;

import java.time.Duration;
import java.util.Objects;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;

import org.carepromise.kit.tx.Tx;
import org.carepromise.triage.InvalidRuleSet;
import org.carepromise.triage.RuleSet;
import org.carepromise.triage.RuleSetText;
import org.carepromise.triage.Triage;
import org.carepromise.triage.TriageInput;
import org.carepromise.triage.TriageResult;
import org.carepromise.triage.evaluation.LabelledTable;

/**
 * The rule set that decides in this service: the last active one that it learnt of, stored in its own database, so that it
 * decides also while messaging is away; the bundled one before that.
 */
@ApplicationScoped
public class RulesInForce {

    private static final Logger LOG = Logger.getLogger(RulesInForce.class);

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final Vertx vertx;
    private final RulesInForceStore store;
    private final InForce bundled = measured(RuleSet.bundled());

    private volatile InForce current = bundled;

    /** Of what was learnt last; null for the bundled one. */
    private volatile String learnt;

    RulesInForce(Pool pool, Vertx vertx, RulesInForceStore store) {
        this.pool = pool;
        this.vertx = vertx;
        this.store = store;
    }

    void load(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent start) {
        refresh().await().atMost(START_PATIENCE);
    }

    /** Takes into force what is stored, by this replica or another. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> refresh() {
        return store.version(pool)
                .flatMap(stored -> Objects.equals(stored, learnt)
                        ? Uni.createFrom().voidItem()
                        : store.content(pool)
                                .flatMap(content -> vertx.executeBlocking(() -> read(content), false))
                                .invoke(next -> inForce(next, stored))
                                .replaceWithVoid());
    }

    TriageResult assess(TriageInput input) {
        return current.assess(input);
    }

    /** What decides now; it may be used by many threads at once. */
    public Triage triage() {
        return current.triage();
    }

    /** Of what is stored as deciding; null where the bundled one decides. */
    public Uni<String> version(Tx tx) {
        return store.version(tx.reads());
    }

    /**
     * Stores what decides from now on. Call {@link #refresh} after the commit; other replicas find it within seconds.
     *
     * @param content that was parsed before, and has this version
     */
    public Uni<Void> take(Tx tx, String version, String content) {
        return store.take(tx, version, content).replaceWithVoid();
    }

    /** The bundled one decides from now on. */
    public Uni<Void> forget(Tx tx) {
        return store.forget(tx).replaceWithVoid();
    }

    private static InForce measured(RuleSet rules) {
        var measured = InForce.measured(rules, LabelledTable.PLAIN.readBundled());
        if (!measured.isTrusted()) {
            LOG.errorf("rule set %s misses a hard gate: while it decides every message is urgent", rules.version());
        }
        return measured;
    }

    private InForce read(String content) {
        try {
            return content == null ? bundled : measured(RuleSetText.parse(content));
        } catch (InvalidRuleSet ofAnotherRelease) {
            LOG.error("the stored rule set cannot be read by this release; what is in force stays");
            return current;
        }
    }

    private void inForce(InForce next, String stored) {
        current = next;
        learnt = stored;
        LOG.infof("rule set %s decides", next.triage().rules().version());
    }
}
