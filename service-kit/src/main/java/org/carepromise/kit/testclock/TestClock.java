package org.carepromise.kit.testclock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.sandbox.SandboxGuard;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Transactions;

/** The sandbox's clock: moves the product's time forward and keeps, in the database, how far. */
@ApplicationScoped
public class TestClock {

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    /** Calendars end in 2149; what is planned ahead has to fit in before. */
    private static final Instant END_OF_TIME = Instant.parse("2148-01-01T00:00:00Z");

    private static final String READ = "SELECT ahead_micros FROM sandbox_clock";

    private static final String MOVE =
            """
            INSERT INTO sandbox_clock (ahead_micros) VALUES ($1)
            ON CONFLICT (only_row) DO UPDATE SET ahead_micros = greatest(sandbox_clock.ahead_micros, excluded.ahead_micros)
            RETURNING ahead_micros
            """;

    private final SandboxGuard sandbox;
    private final ProductClock clock;
    private final Pool pool;
    private final Transactions transactions;
    private final Instance<ClockFollower> followers;

    TestClock(
            SandboxGuard sandbox,
            ProductClock clock,
            Pool pool,
            Transactions transactions,
            @Any Instance<ClockFollower> followers) {
        this.sandbox = sandbox;
        this.clock = clock;
        this.pool = pool;
        this.transactions = transactions;
        this.followers = followers;
    }

    void catchUp(@Observes StartupEvent start) {
        var known = sandbox.enabled()
                ? Sql.first(pool, row -> row.getLong("ahead_micros"), READ)
                        .invoke(ahead -> clock.advanceTo(Duration.of(ahead == null ? 0 : ahead, ChronoUnit.MICROS)))
                : Uni.createFrom().voidItem();
        known.flatMap(read -> arrive()).await().atMost(START_PATIENCE);
    }

    /**
     * Moves the product's time.
     *
     * @return the time reached, once everything that depends on it has arrived there;
     *     fails with {@code clock-moves-forward-only} where {@code to} is not ahead
     */
    public Uni<Instant> moveTo(Instant to) {
        if (to.isAfter(END_OF_TIME)) {
            return Uni.createFrom()
                    .failure(Problem.of(HttpProblem.REQUEST_INVALID).at("#/to", "a time before " + END_OF_TIME));
        }
        var by = Duration.between(clock.instant(), to);
        if (by.isNegative()) {
            return Uni.createFrom()
                    .failure(Problem.of(HttpProblem.CLOCK_MOVES_FORWARD_ONLY).with("now", clock.instant()));
        }
        return transactions
                .run(tx ->
                        tx.run(MOVE, TimeUnit.MICROSECONDS.convert(clock.ahead().plus(by))))
                .invoke(rows ->
                        clock.advanceTo(Duration.of(rows.iterator().next().getLong("ahead_micros"), ChronoUnit.MICROS)))
                .flatMap(moved -> arrive())
                .map(arrived -> clock.instant());
    }

    private Uni<Void> arrive() {
        return Multi.createFrom()
                .iterable(followers)
                .onItem()
                .transformToUniAndConcatenate(follower -> follower.arriveAt(clock.instant()))
                .onItem()
                .ignoreAsUni();
    }
}
