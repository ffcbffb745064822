package org.carepromise.kit.timer;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;

import org.carepromise.kit.pump.Pumps;
import org.carepromise.kit.testclock.ClockFollower;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Fires what is due, on every replica, five times a second (docs/adr/0018-timers.md). There is no leader and no mark that a
 * row is being worked on: a claim is a row lock, effect and removal are one transaction, and a replica that dies leaves the
 * row as it was.
 */
@ApplicationScoped
public class TimerPoller implements ClockFollower {

    private static final Logger LOG = Logger.getLogger(TimerPoller.class);
    private static final Instant EVERYTHING = Instant.EPOCH;
    private static final int COUNTED = 10_000;

    private final Transactions transactions;
    private final Pool pool;
    private final ProductClock clock;
    private final TimerStore store;
    private final SetWiseTimers promises;
    private final TimerMeters meters;
    private final TimersConfig config;
    private final TryAgainPlan tryAgain;
    private final Map<String, TimerHandler> handlers = new LinkedHashMap<>();
    private final AtomicReference<Instant> nextSweepAt = new AtomicReference<>(EVERYTHING);

    TimerPoller(
            Transactions transactions,
            Pool pool,
            ProductClock clock,
            TimerStore store,
            SetWiseTimers promises,
            TimerMeters meters,
            TimersConfig config,
            @Any Instance<TimerHandler> handlers) {
        this.transactions = transactions;
        this.pool = pool;
        this.clock = clock;
        this.store = store;
        this.promises = promises;
        this.meters = meters;
        this.config = config;
        this.tryAgain = new TryAgainPlan(config.tries());
        for (var handler : handlers) {
            if (this.handlers.put(handler.kind(), handler) != null) {
                throw new IllegalStateException("two handlers of timers of kind " + handler.kind());
            }
        }
    }

    void start(@Observes StartupEvent start, Pumps pumps) {
        pumps.run("the timers' poll", config.pollEvery(), this::poll);
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> count() {
        return store.backlog(pool, clock.instant(), COUNTED)
                .invoke(meters::waiting)
                .replaceWithVoid();
    }

    /**
     * Fires one batch of each family.
     *
     * @return whether a batch was full, so that there is probably more
     */
    public Uni<Boolean> poll() {
        var now = clock.instant();
        boolean sweeps = !now.isBefore(nextSweepAt.get());
        var after = sweeps ? EVERYTHING : now.minus(config.lookBack());
        return promises.fire(after, config.batch())
                .flatMap(fired -> fireHandled(after).map(handled -> {
                    boolean more = fired >= config.batch() || handled.claimed() >= config.batch();
                    nextSweepAt.set(more ? EVERYTHING : sweeps ? now.plus(config.sweepEvery()) : nextSweepAt.get());
                    return more;
                }));
    }

    /** Fires until nothing is due that can be fired now. */
    @Override
    public Uni<Void> arriveAt(Instant now) {
        nextSweepAt.set(EVERYTHING);
        return Multi.createBy()
                .repeating()
                .uni(this::round)
                .until(done -> done)
                .onItem()
                .ignoreAsUni();
    }

    @Override
    public boolean arrivesAtStart() {
        return false;
    }

    @Override
    public Uni<Instant> nextDueAt() {
        return store.nextReadyAt(pool, handlers.keySet());
    }

    /** @return whether nothing happened any more */
    private Uni<Boolean> round() {
        return promises.fire(EVERYTHING, config.batch())
                .flatMap(fired -> fireHandled(EVERYTHING).map(handled -> fired == 0 && handled.fired() == 0));
    }

    /** What came of a claim: the rows it got, and those it could finish. */
    private record Round(int claimed, int fired) {}

    private Uni<Round> fireHandled(Instant after) {
        if (handlers.isEmpty()) {
            return Uni.createFrom().item(new Round(0, 0));
        }
        return transactions.run(tx -> store.claim(tx, after, handlers.keySet(), config.batch())
                .flatMap(claimed -> claimed.isEmpty()
                        ? Uni.createFrom().item(new Round(0, 0))
                        : fireByKind(tx, claimed).map(fired -> new Round(claimed.size(), fired))));
    }

    private Uni<Integer> fireByKind(Tx tx, List<TimerStore.Claimed> claimed) {
        var byKind = claimed.stream()
                .collect(Collectors.groupingBy(each -> each.timer().kind(), LinkedHashMap::new, Collectors.toList()));
        return Multi.createFrom()
                .iterable(byKind.entrySet())
                .onItem()
                .transformToUniAndConcatenate(group -> fireTogether(tx, handlers.get(group.getKey()), group.getValue()))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> fireTogether(Tx tx, TimerHandler handler, List<TimerStore.Claimed> group) {
        return fire(tx, handler, group).onFailure(Exception.class).recoverWithUni(failure -> Multi.createFrom()
                .iterable(group)
                .onItem()
                .transformToUniAndConcatenate(one -> fireAlone(tx, handler, one))
                .collect()
                .with(Collectors.summingInt(Integer::intValue)));
    }

    private Uni<Integer> fireAlone(Tx tx, TimerHandler handler, TimerStore.Claimed one) {
        return fire(tx, handler, List.of(one))
                .onFailure(Exception.class)
                .recoverWithUni(failure -> failed(tx, one, failure).replaceWith(1));
    }

    private Uni<Integer> fire(Tx tx, TimerHandler handler, List<TimerStore.Claimed> group) {
        var due = new DueTimers(group.stream().map(TimerStore.Claimed::timer).toList());
        return tx.attempt(inner -> handler.fire(inner, due)
                        .replaceWith(() -> group.stream()
                                .filter(each -> !due.isLeft(each.timer()))
                                .toList())
                        .call(fired -> fired.isEmpty() ? Uni.createFrom().voidItem() : store.done(inner, fired)))
                .invoke(fired -> fired.forEach(
                        each -> meters.fired(handler.kind(), each.timer().dueAt(), clock.instant())))
                .map(List::size);
    }

    private Uni<Void> failed(Tx tx, TimerStore.Claimed one, Throwable failure) {
        var next = tryAgain.next(one.tries() + 1, tx.now());
        // The message may quote a row; the type may not.
        LOG.warnf(
                "timer %d (%s of %s, tier %d) failed for the %d. time: %s; %s",
                one.id(),
                one.timer().kind(),
                one.timer().subject(),
                one.timer().tier(),
                one.tries() + 1,
                failure.getClass().getSimpleName(),
                next.isPresent() ? "it is tried again" : "it is set aside");
        meters.failed(one.timer().kind(), next.isEmpty());
        return next.isPresent() ? store.tryLater(tx, one, next.get()) : store.setAside(tx, one);
    }
}
