package org.carepromise.callback.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@CallbackTest
class QueueTest {

    private static final Duration LEASE = Duration.ofMinutes(2);

    private Instant nine;

    @BeforeEach
    void emptyDesk() {
        nine = Desk.open();
        Desk.roster(5, "en", "es");
    }

    @Test
    void theEarliestPromiseOfTheAgentsSkillsAndLanguagesIsNext() {
        var window =
                Desk.asked(Desk.windowed(Desk.patient(), nine.plus(Duration.ofMinutes(30)), Duration.ofMinutes(30)));
        var clinical = Desk.request(Desk.patient());
        clinical.put("topic", "clinical");
        Desk.asked(clinical);
        var spanish = Desk.asked(Desk.request(Desk.patient(), Map.of("language", "es")));
        var english = Desk.asked(Desk.request(Desk.patient()));

        Desk.next()
                .then()
                .statusCode(200)
                .body("id", equalTo(english))
                .body("state", equalTo("CLAIMED"))
                .body("leaseToken", notNullValue())
                .body("patient.phone", notNullValue());
        Desk.next().then().statusCode(204);
        Desk.moveClock(nine.plus(Duration.ofMinutes(31)));
        assertThat(ids(Desk.next("en", "es"), Desk.next("en", "es"), Desk.next("en", "es")))
                .containsExactly(window, spanish, english);
    }

    @Test
    void aStrangersSiteHasNoNext() {
        var body = Map.of("site", Desk.SITE, "skills", List.of("billing"), "languages", List.of("en"));
        next(Tokens.staff("agent", "chatham"), body).then().statusCode(403);
        next(Tokens.patient(Desk.patient()), body).then().statusCode(403);
        refused(
                next(
                        Tokens.admin(),
                        Map.of("site", "nowhere", "skills", List.of("billing"), "languages", List.of("en"))),
                422,
                "site-unknown");
    }

    @Test
    void nobodyIsCalledBeforeEightOrAfterNineWhereTheyAre() {
        // due in Chicago's evening, when it is still day at the desk in the west
        var late = Desk.request(Desk.patient());
        Desk.asked(late);
        Desk.moveClock(nine.plus(Duration.ofHours(12)));
        Desk.next().then().statusCode(204);
        Desk.moveClock(nine.plus(Duration.ofHours(23)));
        Desk.next().then().statusCode(200);
    }

    @Test
    void ofThirtyTwoAgentsOneGetsTheOneCallback() {
        Desk.asked(Desk.request(Desk.patient()));
        var statuses = Race.of(32, i -> Desk.next().statusCode());
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 204)).hasSize(31);
    }

    @Test
    void anAgentWhoVanishesGivesItBackWithItsPlaceAndItsPromise() {
        var first = Desk.asked(Desk.request(Desk.patient()));
        Desk.moveClockBy(Duration.ofSeconds(5));
        Desk.asked(Desk.request(Desk.patient()));
        var taken = Desk.next();
        assertThat(taken.<String>path("id")).isEqualTo(first);

        Desk.moveClockBy(LEASE.minusSeconds(30));
        renew(taken, Map.of()).then().statusCode(200);
        Desk.moveClockBy(LEASE.minusSeconds(30));
        assertThat(state(first)).isEqualTo("CLAIMED");
        Desk.moveClockBy(Duration.ofSeconds(30));

        assertThat(state(first)).isEqualTo("QUEUED");
        refused(Desk.attempt(taken, "REACHED"), 409, "lease-lost");
        refused(renew(taken, Map.of()), 409, "lease-lost");
        var again = Desk.next();
        assertThat(again.<String>path("id")).isEqualTo(first);
        assertThat(again.<Object>path("promise")).isEqualTo(taken.<Object>path("promise"));
        refused(Desk.attempt(taken, "REACHED"), 409, "lease-lost");
        Desk.attempt(again, "REACHED").then().statusCode(200);
    }

    @Test
    void aReachedPatientIsDoneAndThePromiseKept() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        var taken = Desk.next();
        Desk.moveClockBy(Duration.ofSeconds(90));
        Desk.attempt(taken, "REACHED")
                .then()
                .statusCode(200)
                .body("state", equalTo("REACHED"))
                .body("attempts", equalTo(1))
                .body("leaseToken", nullValue())
                .body("promise.state", equalTo("KEPT"))
                .body("endedAt", notNullValue());
        assertThat(events(id)).contains("carepromise.callback.attempted.v1", "carepromise.promise.kept.v1");
        Desk.next().then().statusCode(204);
    }

    @Test
    void whoSaysThatTheDialHasBegunKeepsThePromiseHoweverLongTheCallTakes() {
        var start = nine.plus(Duration.ofMinutes(30));
        var id = Desk.asked(Desk.windowed(Desk.patient(), start, Duration.ofMinutes(15)));
        Desk.moveClock(start.plus(Duration.ofMinutes(14)));
        var taken = Desk.next();
        renew(taken, Map.of("startedAt", Desk.now().toString()))
                .then()
                .statusCode(200)
                .body("promise.state", equalTo("KEPT"));
        Desk.moveClockBy(Duration.ofSeconds(100));
        Desk.attempt(taken, "REACHED").then().statusCode(200).body("promise.state", equalTo("KEPT"));
        assertThat(events(id)).doesNotContain("carepromise.promise.breached.v1");
    }

    @Test
    void anAgentWhoSpeaksTwoLanguagesDoesNotStarveTheOneThatFewSpeak() {
        Behind.run("DELETE FROM callback_roster");
        Desk.roster(4, "en");
        Desk.roster(1, "en", "es");
        var english = Desk.asked(Desk.request(Desk.patient()));
        Desk.moveClockBy(Duration.ofMinutes(1));
        var spanish = Desk.asked(Desk.request(Desk.patient(), Map.of("language", "es")));
        // one in Spanish leaves room for one more in two hours: the earliest promise is next
        assertThat(ids(Desk.next("en", "es"))).containsExactly(english);
        english = Desk.asked(Desk.request(Desk.patient()));
        Desk.moveClockBy(Duration.ofMinutes(1));
        while (Desk.ask(Desk.request(Desk.patient(), Map.of("language", "es"))).statusCode() == 201) {
            // until the one who speaks it has enough to do
        }
        Desk.moveClockBy(Duration.ofMinutes(1));
        var later = Desk.asked(Desk.request(Desk.patient()));
        assertThat(ids(Desk.next("en", "es"))).containsExactly(spanish);
        assertThat(ids(Desk.next("es", "en"))).isNotEqualTo(List.of(english));
        assertThat(ids(Desk.next("en"), Desk.next("en"))).containsExactly(english, later);
    }

    @Test
    void anAttemptStartsBetweenTheClaimAndNow() {
        Desk.asked(Desk.request(Desk.patient()));
        var taken = Desk.next();
        var path = "/v1/callbacks/" + taken.path("id") + "/attempts";
        for (var at : List.of(Desk.now().minusSeconds(60), Desk.now().plusSeconds(60))) {
            var body = Map.of("leaseToken", taken.path("leaseToken"), "outcome", "REACHED", "startedAt", at.toString());
            refused(Desk.post(Desk.AGENT, path, body), 422, "attempt-time-invalid");
        }
    }

    @Test
    void whoDoesNotAnswerIsTriedThreeTimesAndThenTold() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        Desk.attempt(Desk.next(), "NO_ANSWER")
                .then()
                .statusCode(200)
                .body("state", equalTo("RETRY_WAIT"))
                .body("promise.state", equalTo("KEPT"))
                .body("retryAt", notNullValue());
        Desk.next().then().statusCode(204);
        Desk.moveClockBy(Duration.ofMinutes(30));
        var waiting = Desk.asked(Desk.request(Desk.patient()));
        assertThat(ids(Desk.next())).as("first attempts before retries").containsExactly(waiting);
        Desk.attempt(Desk.next(), "BUSY").then().body("state", equalTo("RETRY_WAIT"));
        Desk.moveClockBy(Duration.ofMinutes(4));
        Desk.next().then().statusCode(200).body("id", equalTo(waiting));
        Desk.next().then().statusCode(204);
        Desk.moveClockBy(Duration.ofMinutes(1));
        Desk.attempt(Desk.next(), "VOICEMAIL")
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("state", equalTo("UNREACHABLE"))
                .body("attempts", equalTo(3));
        Desk.moveClockBy(Duration.ofSeconds(1));
        assertThat(Behind.count(
                        "SELECT count(*) FROM notice WHERE purpose = 'callback-unreachable' AND subject = ?", id))
                .isOne();
    }

    @Test
    void aPromiseIsSeenAtRiskBrokenAndEscalatedEachOnce() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        Desk.moveClock(nine.plus(Duration.ofMinutes(89)));
        assertThat(promise(id, "state")).isEqualTo("ON_TRACK");
        Desk.moveClock(nine.plus(Duration.ofMinutes(91)));
        assertThat(promise(id, "state")).isEqualTo("AT_RISK");
        Desk.moveClock(nine.plus(Duration.ofMinutes(121)));
        assertThat(promise(id, "state")).isEqualTo("BREACHED");
        Desk.moveClock(nine.plus(Duration.ofMinutes(181)));
        assertThat(promise(id, "tier")).isEqualTo("3");
        assertThat(events(id).stream()
                        .filter(type -> !type.startsWith("carepromise.notice."))
                        .collect(Collectors.groupingBy(type -> type, Collectors.counting())))
                .isEqualTo(Map.of(
                        "carepromise.callback.requested.v1", 1L,
                        "carepromise.promise.made.v1", 1L,
                        "carepromise.promise.at-risk.v1", 1L,
                        "carepromise.promise.breached.v1", 1L,
                        "carepromise.promise.escalated.v1", 3L));
        Desk.attempt(Desk.next(), "REACHED")
                .then()
                .statusCode(200)
                .body("promise.state", equalTo("BREACHED"))
                .body("promise.keptAt", notNullValue());
    }

    private static Response renew(Response taken, Map<String, Object> more) {
        var body = new HashMap<String, Object>(more);
        body.put("leaseToken", taken.path("leaseToken"));
        return Desk.post(Desk.AGENT, "/v1/callbacks/" + taken.path("id") + "/lease", body);
    }

    private static Response next(String token, Map<String, Object> body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/callbacks/next");
    }

    private static List<String> ids(Response... taken) {
        return List.of(taken).stream().map(each -> each.<String>path("id")).toList();
    }

    private static String state(String id) {
        return Desk.get(Desk.AGENT, "/v1/callbacks/" + id).path("state");
    }

    private static String promise(String id, String column) {
        return Behind.ask("SELECT " + column + "::text FROM promise WHERE subject = ?", id)
                .get(0)
                .toString();
    }

    private static List<String> events(String id) {
        return Behind.ask("SELECT type FROM event WHERE subject = ?", id).stream()
                .map(Object::toString)
                .toList();
    }
}
