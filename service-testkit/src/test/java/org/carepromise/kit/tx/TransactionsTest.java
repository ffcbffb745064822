package org.carepromise.kit.tx;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A use case is done wholly or not at all, again where that helps, and never for ever. */
@SampleTest
class TransactionsTest {

    private static final String ADD = "INSERT INTO counter VALUES ($1, 1)";
    private static final String INCREASE = "UPDATE counter SET value = value + 1 WHERE name = $1";
    private static final String FAIL = "DO $$ BEGIN RAISE SQLSTATE '%s'; END $$";

    @Inject
    Transactions transactions;

    @Inject
    DatabaseFailures failures;

    private final String name = UUID.randomUUID().toString();

    @Test
    void whatIsDoneIsThereForEverybody() {
        transactions.run(tx -> tx.run(ADD, name)).await().indefinitely();
        assertThat(value(name)).containsExactly("1");
    }

    @Test
    void aRefusalUndoesEverythingWhetherThrownOrReturned() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> transactions
                .run(tx -> tx.run(ADD, name).<Void>map(added -> {
                    throw Problem.of(HttpProblem.NOT_FOUND);
                }))
                .await()
                .indefinitely());
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> transactions
                .run(tx -> tx.run(ADD, name).onItem().failWith(() -> Problem.of(HttpProblem.NOT_FOUND)))
                .await()
                .indefinitely());
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> transactions
                .<Void>run(tx -> {
                    throw Problem.of(HttpProblem.NOT_FOUND);
                })
                .await()
                .indefinitely());
        assertThat(value(name)).isEmpty();
    }

    @Test
    void ofStatementsSentTogetherNoneStaysWhereOneFails() {
        assertThatExceptionOfType(PgException.class)
                .isThrownBy(() -> transactions
                        .run(tx -> tx.together(
                                List.of(tx.run(ADD, name), tx.run(ADD, name), tx.run(ADD, name + " other"))))
                        .await()
                        .indefinitely())
                .satisfies(failure -> assertThat(failure.getSqlState()).isEqualTo(SqlState.UNIQUE_VIOLATION));
        assertThat(value(name)).isEmpty();
        assertThat(value(name + " other")).isEmpty();
    }

    @Test
    void aSerializationFailureRepeatsTheWholeUseCase() {
        Behind.change("INSERT INTO counter VALUES (?, 1)", name);
        var calls = new AtomicInteger();
        transactions
                .run(tx -> tx.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                        .flatMap(set -> tx.run("SELECT value FROM counter WHERE name = $1", name))
                        .invoke(read -> {
                            if (calls.incrementAndGet() == 1) {
                                Behind.change("UPDATE counter SET value = 10 WHERE name = ?", name);
                            }
                        })
                        .emitOn(io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultWorkerPool())
                        .flatMap(read -> tx.run(INCREASE, name)))
                .await()
                .indefinitely();
        assertThat(calls).hasValue(2);
        assertThat(value(name)).containsExactly("11");
    }

    @Test
    void ofTwoInADeadlockBothAreDoneInTheEnd() throws Exception {
        var other = name + " other";
        Behind.change("INSERT INTO counter VALUES (?, 0), (?, 0)", name, other);
        Behind.change("ALTER SYSTEM SET deadlock_timeout = '50ms'");
        Behind.select("SELECT pg_reload_conf()");
        try {
            var calls = new AtomicInteger();
            var bothHaveTheirFirst = new CyclicBarrier(2);
            var one = CompletableFuture.runAsync(() -> increase(name, other, calls, bothHaveTheirFirst));
            var two = CompletableFuture.runAsync(() -> increase(other, name, calls, bothHaveTheirFirst));
            CompletableFuture.allOf(one, two).get(20, TimeUnit.SECONDS);
            assertThat(calls)
                    .as("one at least had to begin again; PostgreSQL may end both")
                    .hasValueGreaterThanOrEqualTo(3);
            assertThat(value(name)).containsExactly("2");
            assertThat(value(other)).containsExactly("2");
        } finally {
            Behind.change("ALTER SYSTEM RESET deadlock_timeout");
            Behind.select("SELECT pg_reload_conf()");
        }
    }

    private void increase(String first, String second, AtomicInteger calls, CyclicBarrier barrier) {
        transactions
                .run(tx -> tx.run(INCREASE, first)
                        .emitOn(io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultWorkerPool())
                        .invoke(locked -> {
                            if (calls.incrementAndGet() <= 2) {
                                meet(barrier);
                            }
                        })
                        .flatMap(locked -> tx.run(INCREASE, second)))
                .await()
                .indefinitely();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void afterThreeRepeatsTheCallerHearsThatItIsBusy() {
        for (var state : List.of(SqlState.SERIALIZATION_FAILURE, SqlState.DEADLOCK, SqlState.LOCK_NOT_AVAILABLE)) {
            var calls = new AtomicInteger();
            assertThatExceptionOfType(PgException.class)
                    .isThrownBy(() -> transactions
                            .run(tx -> {
                                calls.incrementAndGet();
                                return tx.run(FAIL.formatted(state));
                            })
                            .await()
                            .indefinitely())
                    .satisfies(failure -> assertThat(failures.problemOf(failure))
                            .as(failure.toString())
                            .hasValueSatisfying(TransactionsTest::assertBusy));
            assertThat(calls).hasValue(4);
        }
    }

    @Test
    void whatRepeatingDoesNotMendIsTriedOnce() {
        for (var state : List.of("57014", "23514", "XX000")) {
            var calls = new AtomicInteger();
            assertThatExceptionOfType(PgException.class).isThrownBy(() -> transactions
                    .run(tx -> {
                        calls.incrementAndGet();
                        return tx.run(FAIL.formatted(state));
                    })
                    .await()
                    .indefinitely());
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void eachRepetitionIsAtItsOwnInstant() {
        var instants = new ArrayList<java.time.Instant>();
        transactions
                .run(tx -> {
                    instants.add(tx.now());
                    return instants.size() < 3
                            ? tx.run(FAIL.formatted(SqlState.DEADLOCK)).replaceWithVoid()
                            : Uni.createFrom().voidItem();
                })
                .await()
                .indefinitely();
        assertThat(instants).hasSize(3).doesNotHaveDuplicates().isSorted();
        assertThat(instants).allSatisfy(at -> assertThat(at.getNano() % 1_000).isZero());
    }

    @Test
    void theLongestStatementsTooArePlannedOnceForAConnection() {
        var longest = "SELECT name FROM counter WHERE name = $1 -- " + "as long as a search of times ".repeat(150);
        var kept =
                "SELECT count(*)::int AS kept FROM pg_prepared_statements WHERE statement LIKE '%as long as a search%'"
                        + " AND statement NOT LIKE '%pg_prepared%'";
        var count = transactions
                .run(tx -> tx.run(longest, name)
                        .flatMap(once -> tx.run(longest, name))
                        .flatMap(twice -> tx.run(kept)))
                .map(rows -> rows.iterator().next().getInteger("kept"))
                .await()
                .indefinitely();
        assertThat(count).isOne();
    }

    private static void assertBusy(Problem problem) {
        assertThat(problem.code()).isEqualTo(HttpProblem.BUSY);
        assertThat(problem.members()).containsKey(Problem.RETRY_AFTER_SECONDS);
    }

    private static List<String> value(String name) {
        return Behind.select("SELECT value FROM counter WHERE name = ?", name);
    }
}
