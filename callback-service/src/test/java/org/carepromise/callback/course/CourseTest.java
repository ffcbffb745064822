package org.carepromise.callback.course;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
import static org.hamcrest.Matchers.nullValue;

/** What becomes of a callback that its patient moves or no longer wants. */
@CallbackTest
class CourseTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final String patient = Desk.patient();
    private Instant nine;

    @BeforeEach
    void emptyDesk() {
        nine = Desk.open();
        Desk.roster(5);
    }

    @Test
    void aPatientCancelsAndNobodyIsCalled() {
        var id = Desk.asked(Desk.request(patient));
        cancel(Tokens.patient(patient), id)
                .then()
                .statusCode(200)
                .body("state", equalTo("CANCELLED"))
                .body("promise.state", equalTo("WITHDRAWN"))
                .body("version", equalTo(2));
        Desk.next().then().statusCode(204);
        refused(cancel(Tokens.patient(patient), id), 409, "callback-ended");
        refused(move(Desk.AGENT, id, Map.of()), 409, "callback-ended");
        assertThat(events(id))
                .contains("carepromise.callback.cancelled.v1", "carepromise.promise.withdrawn.v1")
                .doesNotContain("carepromise.promise.breached.v1");
        assertThat(Behind.ask("SELECT action FROM audit_entry WHERE object = ? ORDER BY position", id))
                .endsWith("cancelCallback");
        Desk.asked(Desk.request(patient));
    }

    @Test
    void aMoveEndsTheOldPromiseAndMakesANewOne() {
        var asked = Desk.ask(Desk.request(patient));
        String id = asked.path("id");
        var start = nine.plus(Duration.ofHours(3));
        var moved = move(Tokens.patient(patient), id, window(start));
        moved.then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("state", equalTo("QUEUED"))
                .body("promise.withinSla", equalTo(true))
                .body("promises.size()", equalTo(2))
                .body("promises.state", equalTo(List.of("WITHDRAWN", "ON_TRACK")));
        assertThat(instant(moved, "windowStart")).isEqualTo(start);
        assertThat(instant(moved, "promise.limit")).isEqualTo(start.plus(HALF_AN_HOUR));
        Desk.next().then().statusCode(204);
        Desk.moveClock(start);
        var taken = Desk.next();
        taken.then().statusCode(200).body("id", equalTo(id));
        Desk.attempt(taken, "REACHED").then().body("promise.state", equalTo("KEPT"));
        assertThat(events(id)).contains("carepromise.callback.moved.v1");
    }

    @Test
    void itsOwnPlaceIsFreeForAMove() {
        var start = nine.plus(Duration.ofHours(2));
        var ids = new String[12];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Desk.asked(Desk.windowed(Desk.patient(), start, HALF_AN_HOUR));
        }
        refused(Desk.ask(Desk.windowed(patient, start, HALF_AN_HOUR)), 409, "promise-capacity-exhausted");
        move(Desk.AGENT, ids[0], window(start)).then().statusCode(200);
        var elsewhere = Desk.asked(Desk.request(patient));
        refused(move(Desk.AGENT, elsewhere, window(start)), 409, "promise-capacity-exhausted");
        Desk.get(Desk.AGENT, "/v1/callbacks/" + elsewhere)
                .then()
                .body("version", equalTo(1))
                .body("promises.size()", equalTo(1))
                .body("promise.state", equalTo("ON_TRACK"));
    }

    @Test
    void aBrokenPromiseStaysBrokenWhateverThePatientDoes() {
        var id = Desk.asked(Desk.request(patient));
        Desk.moveClock(nine.plus(Duration.ofHours(2)).plusSeconds(1));
        var moved = move(Desk.AGENT, id, Map.of());
        moved.then().statusCode(200).body("promises.state", equalTo(List.of("BREACHED", "ON_TRACK")));
        cancel(Desk.AGENT, id).then().statusCode(200).body("promises.state", equalTo(List.of("BREACHED", "WITHDRAWN")));
    }

    @Test
    void whoWasTriedInVainMayChooseATimeAndKeepsTheCountOfAttempts() {
        var id = Desk.asked(Desk.request(patient));
        Desk.attempt(Desk.next(), "NO_ANSWER").then().body("state", equalTo("RETRY_WAIT"));
        var start = nine.plus(Duration.ofHours(4));
        move(Tokens.patient(patient), id, window(start))
                .then()
                .statusCode(200)
                .body("state", equalTo("QUEUED"))
                .body("attempts", equalTo(1))
                .body("retryAt", nullValue())
                .body("promises.state", equalTo(List.of("KEPT", "ON_TRACK")));
        Desk.moveClock(start.plusSeconds(60));
        var taken = Desk.next();
        Desk.moveClockBy(Duration.ofMinutes(2));
        assertThat(Desk.get(Desk.AGENT, "/v1/callbacks/" + id).<String>path("state"))
                .as("given back to its place")
                .isEqualTo("QUEUED");
        taken = Desk.next();
        Desk.attempt(taken, "NO_ANSWER")
                .then()
                .statusCode(200)
                .body("attempts", equalTo(2))
                .body("state", equalTo("RETRY_WAIT"))
                .body("promises.state", equalTo(List.of("KEPT", "KEPT")));
    }

    @Test
    void whileAnAgentHasItNobodyChangesItUntilTheLeaseIsOver() {
        var id = Desk.asked(Desk.request(patient));
        var taken = Desk.next();
        refused(cancel(Tokens.patient(patient), id), 409, "callback-being-called");
        refused(move(Desk.AGENT, id, Map.of()), 409, "callback-being-called");
        Desk.moveClockBy(Duration.ofMinutes(2));
        cancel(Tokens.patient(patient), id).then().statusCode(200);
        refused(Desk.attempt(taken, "REACHED"), 409, "lease-lost");
        Desk.next().then().statusCode(204);
    }

    @Test
    void aStaleVersionChangesNothing() {
        var id = Desk.asked(Desk.request(patient));
        refused(cancel(Desk.AGENT, id, Map.of("version", 7)), 412, "version-stale");
        var stale = given().auth()
                .oauth2(Desk.AGENT)
                .header("If-Match", "\"7\"")
                .contentType("application/json")
                .body(Map.of())
                .post("/v1/callbacks/" + id + "/window");
        refused(stale, 412, "version-stale");
        cancel(Desk.AGENT, id, Map.of("version", 1)).then().statusCode(200);
    }

    @Test
    void nobodyElsesCallbackIsThere() {
        var id = Desk.asked(Desk.request(patient));
        for (var stranger : List.of(Tokens.patient(Desk.patient()), Tokens.staff("agent", "chatham"))) {
            refused(cancel(stranger, id), 404, "not-found");
            refused(move(stranger, id, Map.of()), 404, "not-found");
        }
        var portal = given().auth()
                .oauth2(Tokens.portal())
                .header("On-Behalf-Of-Patient", patient)
                .contentType("application/json")
                .body(Map.of());
        portal.post("/v1/callbacks/" + id + "/cancellation").then().statusCode(200);
    }

    @Test
    void windowsOfAMoveAreThoseOfARequest() {
        var id = Desk.asked(Desk.request(patient));
        refused(
                move(
                        Desk.AGENT,
                        id,
                        Map.of("windowStart", nine.plusSeconds(3600).toString())),
                422,
                "window-invalid");
        refused(move(Desk.AGENT, id, window(nine.minusSeconds(3600))), 422, "window-in-past");
        refused(move(Desk.AGENT, id, window(nine.plus(Duration.ofHours(13)))), 409, "outside-calling-hours");
    }

    @Test
    void ofFortyWhoCancelOrMoveAndAnAgentWhoTakesItOneComesFirst() {
        for (int round = 0; round < 3; round++) {
            var id = Desk.asked(Desk.request(Desk.patient()));
            var far = nine.plus(Duration.ofHours(3));
            var answers = Race.of(
                    41,
                    i -> i == 40
                            ? Desk.next()
                            : i % 2 == 0 ? cancel(Desk.AGENT, id) : move(Desk.AGENT, id, window(far)));
            var taken = answers.get(40);
            var cancelled = answers.subList(0, 40).stream()
                    .filter(answer -> answer.statusCode() == 200 && "CANCELLED".equals(answer.path("state")))
                    .count();
            var last = Desk.get(Desk.AGENT, "/v1/callbacks/" + id);
            if (taken.statusCode() == 200) {
                assertThat(cancelled).isZero();
                last.then().body("state", equalTo("CLAIMED"));
                Desk.attempt(taken, "REACHED").then().statusCode(200);
            } else {
                assertThat(cancelled).isEqualTo("CANCELLED".equals(last.path("state")) ? 1 : 0);
            }
            assertThat(Behind.count(
                            "SELECT count(*) FROM promise WHERE state IN ('ON_TRACK', 'AT_RISK') AND subject = '" + id
                                    + "'"))
                    .isLessThanOrEqualTo(1);
            Behind.run("DELETE FROM callback");
        }
    }

    private static Response cancel(String token, String id) {
        return cancel(token, id, Map.of());
    }

    private static Response cancel(String token, String id, Map<String, Object> body) {
        return Desk.post(token, "/v1/callbacks/" + id + "/cancellation", body);
    }

    private static Response move(String token, String id, Map<String, Object> body) {
        return Desk.post(token, "/v1/callbacks/" + id + "/window", body);
    }

    private static Map<String, Object> window(Instant start) {
        return new HashMap<>(Map.of(
                "windowStart",
                start.toString(),
                "windowEnd",
                start.plus(HALF_AN_HOUR).toString()));
    }

    private static Instant instant(Response answer, String path) {
        return OffsetDateTime.parse(answer.path(path)).toInstant();
    }

    private static List<String> events(String id) {
        return Behind.ask("SELECT type FROM event WHERE subject = ?", id).stream()
                .map(Object::toString)
                .toList();
    }
}
