package org.carepromise.kit.triage;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import org.carepromise.kit.event.EventJson;
import org.carepromise.kit.event.FeedConsumer;
import org.carepromise.kit.event.FeedEffect;
import org.carepromise.kit.event.HttpFeed;
import org.carepromise.kit.peer.ServiceToken;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.triage.RuleSetText;

/**
 * Learns from messaging's feed that another rule set decides, fetches it and stores it. While messaging is away the last
 * known one decides. After each start it asks once without an event, since the feed does not reach back for ever.
 */
@ApplicationScoped
public class FollowRuleSets implements FeedEffect {

    /** The event that tells that another rule set decides. */
    public static final String CHANGED = "carepromise.triage-rule-set.changed.v1";

    private static final Logger LOG = Logger.getLogger(FollowRuleSets.class);

    private final FeedConsumer consumer;
    private final RulesInForce inForce;
    private final Transactions transactions;
    private final io.vertx.mutiny.core.Vertx vertx;
    private final Optional<HttpFeed> feed;
    private final Optional<ActiveRuleSet> active;

    private volatile boolean hasAsked;
    /** So that one cause is told once; null while all is well. */
    private volatile String cause;

    FollowRuleSets(
            TriageConfig config,
            FeedConsumer consumer,
            RulesInForce inForce,
            Transactions transactions,
            ServiceToken token,
            Vertx vertx,
            ObjectMapper json) {
        this.consumer = consumer;
        this.inForce = inForce;
        this.transactions = transactions;
        this.vertx = new io.vertx.mutiny.core.Vertx(vertx);
        this.feed = config.rulesFrom()
                .map(messaging -> new HttpFeed(
                        vertx, messaging.resolve("/v1/messaging/events?type=" + CHANGED), token::get, json));
        this.active = config.rulesFrom().map(messaging -> new ActiveRuleSet(vertx, messaging, token::get));
    }

    /** Looks once; never fails. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> follow() {
        if (feed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return (hasAsked ? Uni.createFrom().voidItem() : transactions.run(this::learn))
                .invoke(() -> hasAsked = true)
                .chain(() -> consumer.consumeOnce(feed.get(), this))
                .invoke(() -> cause = null)
                .onFailure()
                .recoverWithItem(this::told)
                .chain(inForce::refresh);
    }

    @Override
    public String consumer() {
        return "triage-rule-sets";
    }

    @Override
    public Uni<Void> apply(Tx tx, EventJson event) {
        return event.type().equals(CHANGED) ? learn(tx) : Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> missed(Tx tx) {
        return learn(tx);
    }

    private Uni<Void> learn(Tx tx) {
        return active.orElseThrow()
                .fetch()
                .flatMap(content -> content.isEmpty()
                        ? inForce.forget(tx)
                        : vertx.executeBlocking(
                                        () -> RuleSetText.parse(content.get()).version(), false)
                                .flatMap(version -> inForce.take(tx, version, content.get())));
    }

    private Boolean told(Throwable failure) {
        var now = failure.getClass().getSimpleName();
        if (!now.equals(cause)) {
            LOG.warnf("rule sets are not learnt of, the last known one decides: %s", now);
        }
        cause = now;
        return false;
    }
}
