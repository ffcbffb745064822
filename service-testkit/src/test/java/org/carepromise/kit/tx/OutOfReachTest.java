package org.carepromise.kit.tx;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;

import jakarta.inject.Inject;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.RealParts;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

/** A database that does not answer in time, or any more, is busy: nobody waits for ever and nothing stays open. */
@SampleTest
class OutOfReachTest {

    private static final String ADD = "INSERT INTO counter VALUES ($1, 1)";
    private static final String INCREASE = "UPDATE counter SET value = value + 1 WHERE name = $1";

    @Inject
    Transactions transactions;

    @Inject
    DatabaseFailures failures;

    @Inject
    Pool pool;

    private final String name = UUID.randomUUID().toString();

    @Test
    void anExhaustedPoolIsBusyAndNoFault() {
        var held = new ArrayList<SqlConnection>();
        try {
            for (int i = 0; i < 20; i++) {
                held.add(pool.getConnection().await().indefinitely());
            }
            given().auth()
                    .oauth2(Tokens.admin())
                    .get(Things.PATH + "/thing_01kat3v0000000000000000000")
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("busy"))
                    .header("Retry-After", equalTo("1"));
        } finally {
            held.forEach(connection -> connection.close().await().indefinitely());
        }
        Things.create(Things.named(name)).then().statusCode(201);
    }

    /** Whoever waits as long as may be is told no in the very moment in which others give connections back. */
    @Test
    void whoeverGaveUpWaitingTakesNoConnectionAlong() {
        Race.of(80, client -> {
            for (int i = 0; i < 12; i++) {
                pool.withConnection(connection ->
                                connection.query("SELECT pg_sleep(0.248)").execute())
                        .onFailure()
                        .recoverWithNull()
                        .await()
                        .indefinitely();
            }
            return client;
        });
        var all = new ArrayList<SqlConnection>();
        try {
            for (int i = 0; i < 20; i++) {
                all.add(pool.getConnection().await().indefinitely());
            }
        } finally {
            all.forEach(connection -> connection.close().await().indefinitely());
        }
    }

    @Test
    void aLostConnectionIsBusyHoweverItShowsAndTheNextOneWorks() {
        for (int i = 0; i < 30; i++) {
            var failure = transactions
                    .run(tx -> tx.run("SELECT pg_terminate_backend(pg_backend_pid())"))
                    .onItemOrFailure()
                    .transform((done, lost) -> lost)
                    .await()
                    .indefinitely();
            assertThat(failures.problemOf(failure))
                    .as(String.valueOf(failure))
                    .hasValueSatisfying(OutOfReachTest::assertBusy);
        }
        Things.create(Things.named(name)).then().statusCode(201);
    }

    @Test
    void whereUndoingFailsTooTheFirstFailureIsTheOneThatCounts() {
        var failure = transactions
                .run(tx -> tx.run("SELECT pg_terminate_backend(pg_backend_pid())")
                        .onFailure()
                        .transform(lost -> Problem.of(HttpProblem.NOT_FOUND)))
                .onItemOrFailure()
                .transform((done, refused) -> refused)
                .await()
                .indefinitely();
        assertThat(failure).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(HttpProblem.NOT_FOUND));
    }

    @Test
    void aCallerWhoHangsUpLeavesNoTransactionOpen() throws SQLException {
        transactions.run(tx -> tx.run(ADD, name)).await().indefinitely();
        try (var blocker = Behind.asSuperuser()) {
            blocker.setAutoCommit(false);
            Behind.change(blocker, "UPDATE counter SET value = value WHERE name = ?", name);
            var waiting =
                    transactions.run(tx -> tx.run(INCREASE, name)).subscribe().with(done -> {}, failed -> {});
            await().until(() -> sessions("wait_event_type = 'Lock'") > 0);
            waiting.cancel();
            blocker.rollback();
        }
        await().until(() -> sessions("state <> 'idle'") == 0);
        Things.create(Things.named(name)).then().statusCode(201);
    }

    private static long sessions(String condition) {
        return Behind.count(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = ? AND " + condition,
                RealParts.database().appUser());
    }

    private static void assertBusy(Problem problem) {
        assertThat(problem.code()).isEqualTo(HttpProblem.BUSY);
        assertThat(problem.members()).containsKey(Problem.RETRY_AFTER_SECONDS);
    }
}
