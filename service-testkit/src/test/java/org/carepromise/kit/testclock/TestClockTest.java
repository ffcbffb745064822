package org.carepromise.kit.testclock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.kit.sandbox.SandboxGuard;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.testkit.Race;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** The product's time can be moved on in a sandbox, for everybody, and never back. */
@SampleTest
class TestClockTest {

    private static final String CLOCK = "/v1/sample/sandbox/clock";

    /** Something that has to happen when its time comes. */
    @Singleton
    static class Alarm implements ClockFollower {

        final List<Instant> arrivals = new CopyOnWriteArrayList<>();

        @Override
        public Uni<Void> arriveAt(Instant now) {
            arrivals.add(now);
            return Uni.createFrom().voidItem();
        }
    }

    /** The same, with a pump of its own. */
    @Singleton
    static class PumpedAlarm implements ClockFollower {

        final List<Instant> arrivals = new CopyOnWriteArrayList<>();

        @Override
        public Uni<Void> arriveAt(Instant now) {
            arrivals.add(now);
            return Uni.createFrom().voidItem();
        }

        @Override
        public boolean arrivesAtStart() {
            return false;
        }
    }

    @Inject
    TestClock testClock;

    @Inject
    PumpedAlarm pumped;

    @Inject
    ProductClock clock;

    @Inject
    Alarm alarm;

    @Inject
    SandboxGuard sandbox;

    @Inject
    Pool pool;

    @Inject
    Transactions transactions;

    @Inject
    @Any
    Instance<ClockFollower> followers;

    @Test
    void theStartWaitsForNothingThatAPumpComesTo() {
        int before = alarm.arrivals.size();
        int pumpedBefore = pumped.arrivals.size();
        testClock.catchUp(new StartupEvent());
        assertThat(alarm.arrivals).hasSize(before + 1);
        assertThat(pumped.arrivals).hasSize(pumpedBefore);
    }

    @Test
    void timeMovesOnForThoseWhoFollowBeforeTheCallerHearsOfIt() {
        var before = now();
        var to = before.plus(Duration.ofHours(2));
        int arrivals = alarm.arrivals.size();
        move(to).then().statusCode(200);
        assertThat(now()).isAfterOrEqualTo(to).isBefore(to.plus(Duration.ofMinutes(1)));
        assertThat(alarm.arrivals).hasSize(arrivals + 1);
        assertThat(alarm.arrivals.get(arrivals)).isAfterOrEqualTo(to);
    }

    @Test
    void whatIsCreatedAfterAMoveIsCreatedThen() {
        var reached = Things.advanceClock(Duration.ofMinutes(30));
        var name = Things.name();
        Things.create(Things.named(name)).then().statusCode(201);
        assertThat(Behind.count(
                        "SELECT count(*) FROM thing WHERE name = ? AND created_at >= ?::timestamptz",
                        name,
                        reached.toString()))
                .isOne();
    }

    @Test
    void timeNeverMovesBackAndTheRefusalSaysHowLateItIs() {
        var refusal = move(now().minusSeconds(60));
        refusal.then().statusCode(409).body("code", equalTo("clock-moves-forward-only"));
        assertThat(Instant.parse(refusal.path("now"))).isBeforeOrEqualTo(now());
    }

    @Test
    void howFarTimeIsAheadOutlivesTheProcess() {
        Things.advanceClock(Duration.ofMinutes(10));
        var ahead = clock.ahead();
        assertThat(Behind.count("SELECT ahead_micros FROM sandbox_clock")).isEqualTo(ahead.toNanos() / 1_000);
        var clockOfANewProcess = new ProductClock();
        int arrivals = alarm.arrivals.size();
        new TestClock(sandbox, clockOfANewProcess, pool, transactions, followers).catchUp(new StartupEvent());
        assertThat(clockOfANewProcess.ahead()).isEqualTo(ahead);
        assertThat(alarm.arrivals).hasSize(arrivals + 1);
    }

    @Test
    void ofTwoMovesAtOnceTheFartherOneHolds() {
        var near = now().plus(Duration.ofMinutes(20));
        var far = now().plus(Duration.ofMinutes(40));
        // The nearer move is refused where it comes second, which is as it should be.
        Race.of(8, i -> Uni.createFrom()
                .deferred(() -> testClock.moveTo(i % 2 == 0 ? far : near))
                .onFailure(Problem.class)
                .recoverWithNull()
                .await()
                .indefinitely());
        assertThat(now()).isAfterOrEqualTo(far);
        assertThat(Behind.count("SELECT ahead_micros FROM sandbox_clock"))
                .isEqualTo(clock.ahead().toNanos() / 1_000);
    }

    @Test
    void aMoveNeedsATimeToMoveTo() {
        given().contentType(ContentType.JSON)
                .body("{}")
                .post(CLOCK)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("#/to"));
        given().contentType(ContentType.JSON)
                .body("{\"to\":\"9999-12-31T23:59:59Z\",\"by\":\"P1D\"}")
                .post(CLOCK)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("#/by"));
    }

    @Test
    void timeKeepsWholeMicroseconds() {
        assertThat(now().getNano() % 1_000).isZero();
    }

    private static Instant now() {
        return Instant.parse(given().get(CLOCK).then().statusCode(200).extract().path("now"));
    }

    private static Response move(Instant to) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("to", to.toString()))
                .post(CLOCK);
    }
}
