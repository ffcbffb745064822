package org.carepromise.kit.testclock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

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

    /** At one instant of a move; far above what chains of effects at one instant need. */
    private static final int MOST_ROUNDS = 1_000;

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
        known.flatMap(read -> arrive(ClockFollower::arrivesAtStart)).await().atMost(START_PATIENCE);
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
                .map(rows -> Duration.of(rows.iterator().next().getLong("ahead_micros"), ChronoUnit.MICROS))
                .flatMap(ahead -> walkTo(clock.machineInstant().plus(ahead))
                        .onTermination()
                        .invoke(() -> {
                            clock.advanceTo(ahead);
                            clock.run();
                        }))
                .flatMap(walked -> arrive(follower -> true))
                .map(arrived -> clock.instant());
    }

    /**
     * Stops wherever something falls due before the end, and lets it happen there. What it brings about may fall due on the
     * way too. Nothing happens twice at one instant but a limited number of times: what cannot be done there waits for later.
     */
    private Uni<Void> walkTo(Instant end) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new Walk(clock.instant()), walk -> step(walk, end))
                .whilst(walk -> !walk.atEnd)
                .onItem()
                .ignoreAsUni();
    }

    private static final class Walk {

        private Instant at;
        private int roundsHere;
        private boolean atEnd;

        private Walk(Instant start) {
            at = start;
        }
    }

    private Uni<Walk> step(Walk walk, Instant end) {
        return due().flatMap(due -> {
            var next = due.values().stream().min(Comparator.naturalOrder()).orElse(end);
            var stop = next.isAfter(walk.at) ? next : walk.at;
            walk.roundsHere = stop.equals(walk.at) ? walk.roundsHere + 1 : 0;
            if (due.isEmpty() || !stop.isBefore(end) || walk.roundsHere > MOST_ROUNDS) {
                walk.atEnd = true;
                return Uni.createFrom().item(walk);
            }
            walk.at = stop;
            clock.stopAt(stop);
            return Multi.createFrom()
                    .iterable(due.entrySet())
                    .filter(entry -> !entry.getValue().isAfter(stop))
                    .onItem()
                    .transformToUniAndConcatenate(entry -> entry.getKey().arriveAt(stop))
                    .onItem()
                    .ignoreAsUni()
                    .replaceWith(walk);
        });
    }

    private Uni<Map<ClockFollower, Instant>> due() {
        return Multi.createFrom()
                .iterable(followers)
                .onItem()
                .transformToUniAndConcatenate(follower ->
                        follower.nextDueAt().map(at -> Optional.ofNullable(at).map(due -> Map.entry(follower, due))))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Uni<Void> arrive(Predicate<ClockFollower> which) {
        return Multi.createFrom()
                .iterable(followers)
                .filter(which)
                .onItem()
                .transformToUniAndConcatenate(follower -> follower.arriveAt(clock.instant()))
                .onItem()
                .ignoreAsUni();
    }
}
