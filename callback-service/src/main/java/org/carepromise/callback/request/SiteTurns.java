package org.carepromise.callback.request;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * What is promised at a site is promised one after the other: here before a connection is taken, so that whoever waits holds
 * none. Between replicas the database decides ({@link CallbackStore#takeTurn}), where a few wait at most.
 */
@ApplicationScoped
public class SiteTurns {

    private static final int MOST_WAITING = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Vertx vertx;

    /** Those who wait, by site; a site of which somebody has the turn is in it. */
    private final Map<String, Queue<Waiter<?>>> lines = new HashMap<>();

    SiteTurns(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Does the work when it is its turn. Once begun it is done to its end, also where nobody waits for the answer any more.
     *
     * @return fails with {@code busy} where too many wait, or it took too long to be its turn
     */
    public <T> Uni<T> inTurn(String site, Uni<T> work) {
        return Uni.createFrom().emitter(answer -> enter(new Waiter<>(site, work, answer)));
    }

    private void enter(Waiter<?> waiter) {
        boolean isNext;
        synchronized (lines) {
            var line = lines.get(waiter.site);
            isNext = line == null;
            if (isNext) {
                lines.put(waiter.site, new ArrayDeque<>());
            } else if (line.size() < MOST_WAITING) {
                line.add(waiter);
                waiter.impatience = vertx.setTimer(PATIENCE.toMillis(), late -> leave(waiter));
            } else {
                waiter.answer.fail(busy());
            }
        }
        if (isNext) {
            waiter.begin();
        }
    }

    private void leave(Waiter<?> waiter) {
        boolean waited;
        synchronized (lines) {
            waited = lines.getOrDefault(waiter.site, new ArrayDeque<>()).remove(waiter);
        }
        if (waited) {
            waiter.answer.fail(busy());
        }
    }

    private void next(String site) {
        Waiter<?> next;
        synchronized (lines) {
            next = lines.get(site).poll();
            if (next == null) {
                lines.remove(site);
            }
        }
        if (next != null) {
            vertx.cancelTimer(next.impatience);
            next.context.runOnContext(theirs -> next.begin());
        }
    }

    private static Problem busy() {
        return Problem.of(HttpProblem.BUSY).retryAfter(RETRY_AFTER_SECONDS);
    }

    private final class Waiter<T> {

        private final String site;
        private final Uni<T> work;
        private final UniEmitter<? super T> answer;
        /** Of the request: what follows the turn runs where it would have run without waiting. */
        private final io.vertx.core.Context context = vertx.getOrCreateContext();

        private long impatience;

        Waiter(String site, Uni<T> work, UniEmitter<? super T> answer) {
            this.site = site;
            this.work = work;
            this.answer = answer;
        }

        void begin() {
            work.onTermination().invoke(() -> next(site)).subscribe().with(answer::complete, answer::fail);
        }
    }
}
