package org.carepromise.messaging.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.messaging.Inbox;
import org.carepromise.messaging.MessageTest;
import org.carepromise.messaging.Refusals;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

@MessageTest
class ThreadQueueTest {

    private static final String OTHER = Inbox.staffAs("nurse", "nurse-2");
    private static final String ADA = Tokens.patient("pat-ada");

    @BeforeEach
    void empty_() {
        Inbox.empty();
    }

    @Test
    void emergenciesComeFirstThenWhatIsDueFirstAndWhoTakesItHasSeenIt() {
        var routine = Inbox.written("pat-1", Inbox.ROUTINE);
        var urgent = Inbox.written("pat-2", Inbox.URGENT);
        var emergency = Inbox.written("pat-3", Inbox.EMERGENCY);

        Inbox.get(Inbox.NURSE, "/v1/threads/queue?site=night-desk&pool=clinical")
                .then()
                .statusCode(200)
                .body("items.id", contains(emergency, urgent, routine));
        assertThat(taken(next(Inbox.NURSE))).isEqualTo(emergency);
        assertThat(Inbox.state(emergency, "emergency-seen")).isEqualTo("KEPT");
        assertThat(taken(next(OTHER))).isEqualTo(urgent);
        assertThat(taken(next(OTHER))).isEqualTo(routine);
        next(OTHER).then().statusCode(204);
    }

    @Test
    void nextAsksOfOnesOwnPoolsAlone() {
        Refusals.refused(nextOf(Inbox.staff("nurse", "billing"), Inbox.SITE, "clinical"), 403, "forbidden");
        Refusals.refused(nextOf(Inbox.NURSE, "nowhere", "clinical"), 422, "site-unknown");
        Refusals.refused(nextOf(Inbox.NURSE, Inbox.SITE, "nobody"), 422, "pool-unknown");
    }

    @Test
    void theSameKeyGivesTheSameThreadAndNothingIsNoAnswer() {
        var key = UUID.randomUUID().toString();
        keyed(key).then().statusCode(204);
        var first = Inbox.written("pat-1", Inbox.ROUTINE);
        Inbox.written("pat-2", Inbox.ROUTINE);
        assertThat(taken(keyed(key))).isEqualTo(first);
        assertThat(taken(keyed(key))).isEqualTo(first);
    }

    @Test
    void aLeaseIsRenewedAndOneThatRanOutGivesTheThreadBack() {
        var id = Inbox.written("pat-1", Inbox.ROUTINE);
        var lease = next(Inbox.NURSE);
        Refusals.refused(Inbox.say(OTHER, id, "Mine"), 409, "thread-held");
        Inbox.moveClockBy(Duration.ofMinutes(4));
        renew(Inbox.NURSE, id, lease).then().statusCode(200);
        Inbox.moveClockBy(Duration.ofMinutes(4));
        renew(Inbox.NURSE, id, lease).then().statusCode(200);
        Inbox.moveClockBy(Duration.ofMinutes(6));
        Refusals.refused(renew(Inbox.NURSE, id, lease), 409, "lease-lost");
        assertThat(taken(next(OTHER))).isEqualTo(id);
    }

    @Test
    void anEmergencyThatNobodyComesBackToIsAlertedAnew() {
        var id = Inbox.written("pat-1", Inbox.EMERGENCY);
        next(Inbox.NURSE);
        assertThat(alerts()).isOne();
        Inbox.moveClockBy(Duration.ofMinutes(6));
        assertThat(alerts()).isEqualTo(2);
        assertThat(Inbox.state(id, "emergency-seen")).isNotEqualTo("KEPT");
        assertThat(taken(next(OTHER))).isEqualTo(id);
        assertThat(Inbox.state(id, "emergency-seen")).isEqualTo("KEPT");
    }

    @Test
    void aSecondEmergencyAlertsAgainOnceTheFirstWasSeen() {
        var id = Inbox.written("pat-ada", Inbox.EMERGENCY);
        Inbox.say(ADA, id, Inbox.EMERGENCY).then().statusCode(201);
        assertThat(alerts()).isOne();
        next(Inbox.NURSE);
        Inbox.say(ADA, id, Inbox.EMERGENCY).then().statusCode(201);
        assertThat(alerts()).isEqualTo(2);
        assertThat(taken(next(OTHER))).isEqualTo(id);
    }

    @Test
    void onePicksWithAReasonAndGivesBack() {
        var first = Inbox.written("pat-1", Inbox.ROUTINE);
        var second = Inbox.written("pat-2", Inbox.ROUTINE);
        Refusals.refused(act(Inbox.NURSE, second, "lease", Map.of()), 400, "request-invalid");
        var held = act(Inbox.NURSE, second, "lease", Map.of("reason", "I know her"));
        held.then().statusCode(200).body("thread.id", equalTo(second));
        Refusals.refused(act(OTHER, second, "lease", Map.of("reason", "Me too")), 409, "thread-held");
        Inbox.get(Inbox.NURSE, "/v1/threads/" + second + "/notes").then().body("items.text", hasItem("I know her"));
        act(Inbox.NURSE, second, "lease-return", Map.of("leaseToken", held.path("leaseToken")))
                .then()
                .statusCode(200);
        assertThat(taken(next(OTHER))).isEqualTo(first);
        assertThat(taken(next(OTHER))).isEqualTo(second);
    }

    @Test
    void whatIsRoutineIsSetAsideAndRaisedItIsThereAtOnce() {
        var id = Inbox.written("pat-ada", Inbox.ROUTINE);
        var later = Inbox.now().plus(Duration.ofHours(3)).toString();
        Refusals.refused(snooze(id, Inbox.now().plus(Duration.ofDays(3)).toString()), 422, "snooze-invalid");
        snooze(id, later).then().statusCode(200);
        next(Inbox.NURSE).then().statusCode(204);
        Inbox.say(ADA, id, Inbox.URGENT).then().statusCode(201);
        assertThat(taken(next(Inbox.NURSE))).isEqualTo(id);
        Refusals.refused(snooze(id, later), 409, "urgent-never-waits");
    }

    @Test
    void whatIsHandedOverWaitsForThatOneAndRaisedForNobody() {
        var id = Inbox.written("pat-ada", Inbox.ROUTINE);
        next(Inbox.NURSE);
        act(Inbox.NURSE, id, "hand-over", Map.of("to", "nurse-2", "note", "Waits for the pharmacy"))
                .then()
                .statusCode(200);
        next(Inbox.NURSE).then().statusCode(204);
        Inbox.say(ADA, id, Inbox.URGENT).then().statusCode(201);
        assertThat(taken(next(Inbox.NURSE))).isEqualTo(id);
        Refusals.refused(
                act(Inbox.NURSE, id, "hand-over", Map.of("to", "nurse-2", "note", "x")), 409, "urgent-never-waits");
        act(Inbox.NURSE, id, "hand-over", Map.of("note", "My shift is over"))
                .then()
                .statusCode(200);
        assertThat(taken(next(OTHER))).isEqualTo(id);
    }

    @Test
    void aRaiseTakesALeaseAway() {
        var id = Inbox.written("pat-ada", Inbox.ROUTINE);
        var lease = next(Inbox.NURSE);
        Inbox.say(ADA, id, Inbox.EMERGENCY).then().statusCode(201);
        Refusals.refused(renew(Inbox.NURSE, id, lease), 409, "lease-lost");
        assertThat(taken(next(OTHER))).isEqualTo(id);
    }

    @Test
    void anotherPoolIsAHandOffAndUrgentStaysClinical() {
        var id = Inbox.written("pat-ada", Inbox.ROUTINE);
        Refusals.refused(act(Inbox.NURSE, id, "pool", Map.of("pool", "nobody", "reason", "x")), 422, "pool-unknown");
        act(Inbox.NURSE, id, "pool", Map.of("pool", "scheduling", "reason", "A date"))
                .then()
                .statusCode(200)
                .body("pool", equalTo("scheduling"));
        assertThat(Behind.count(
                        "SELECT count(*) FROM event WHERE type = 'carepromise.thread.handed-off.v1'"
                                + " AND subject = ? AND data ->> 'fromPool' = 'clinical'",
                        id))
                .isOne();
        Inbox.say(ADA, id, Inbox.URGENT).then().body("pool", equalTo("clinical"));
        Refusals.refused(
                act(Inbox.NURSE, id, "pool", Map.of("pool", "scheduling", "reason", "x")),
                409,
                "urgent-stays-clinical");
    }

    @Test
    void aPoolThatSomebodyNamesHoldsForWhatIsRoutine() {
        var body = Inbox.words(Inbox.URGENT);
        body.put("pool", "scheduling");
        Inbox.post(ADA, "/v1/threads", body).then().body("pool", equalTo("clinical"));
        body.put("body", Inbox.ROUTINE);
        Inbox.post(ADA, "/v1/threads", body).then().body("pool", equalTo("scheduling"));
    }

    @Test
    void supervisorsTakeBackGiveAndPutFirst() {
        var first = Inbox.written("pat-1", Inbox.ROUTINE);
        var second = Inbox.written("pat-2", Inbox.ROUTINE);
        Refusals.refused(act(Inbox.SUPERVISOR, first, "lease-revocation", Map.of()), 409, "thread-not-held");
        Refusals.refused(act(Inbox.NURSE, first, "priority", Map.of("reason", "x")), 403, "forbidden");
        act(Inbox.SUPERVISOR, second, "priority", Map.of("reason", "Travels tomorrow"))
                .then()
                .statusCode(200);
        assertThat(taken(next(Inbox.NURSE))).isEqualTo(second);
        act(Inbox.SUPERVISOR, second, "lease-revocation", Map.of()).then().statusCode(200);
        act(Inbox.SUPERVISOR, second, "assignment", Map.of("agent", "nurse-2", "reason", "Speaks Spanish"))
                .then()
                .statusCode(200);
        assertThat(taken(next(Inbox.NURSE))).isEqualTo(first);
        next(Inbox.NURSE).then().statusCode(204);
        assertThat(taken(next(OTHER))).isEqualTo(second);
        Inbox.say(OTHER, second, "Done").then().statusCode(201);
        Refusals.refused(act(Inbox.SUPERVISOR, second, "priority", Map.of("reason", "x")), 409, "thread-not-waiting");
    }

    @Test
    void anUrgentAnswerThatNobodyOpensBecomesACall() {
        var read = Inbox.written("pat-ada", Inbox.URGENT);
        var unread = Inbox.written("pat-bob", Inbox.URGENT);
        Inbox.say(Inbox.NURSE, read, "Come in today").then().statusCode(201);
        Inbox.say(Inbox.NURSE, unread, "Come in today").then().statusCode(201);
        Inbox.get(ADA, "/v1/threads/" + read).then().statusCode(200);
        Inbox.thread(read).then().body("messages[1].openedAt", notNullValue());
        Inbox.moveClockBy(Duration.ofHours(2).plusMinutes(1));
        calls().then().body("items.id", contains(unread));
        Inbox.post(Inbox.NURSE, "/v1/threads/" + unread + "/calls", Map.of("reached", true, "note", "Told him"))
                .then()
                .statusCode(200);
        calls().then().body("items", empty());
    }

    @Test
    void staffNoteWhatPatientsDoNotSee() {
        var id = Inbox.written("pat-ada", Inbox.ROUTINE);
        Inbox.post(Inbox.NURSE, "/v1/threads/" + id + "/notes", Map.of("text", "Ask the pharmacist"))
                .then()
                .statusCode(201);
        Refusals.refused(Inbox.get(ADA, "/v1/threads/" + id + "/notes"), 403, "forbidden");
        assertThat(Inbox.get(ADA, "/v1/threads/" + id).asString()).doesNotContain("pharmacist");
        Inbox.get(Inbox.NURSE, "/v1/threads/" + id + "/notes").then().body("items", hasSize(1));
    }

    private static Response calls() {
        return Inbox.get(Inbox.NURSE, "/v1/threads/calls?site=night-desk&pool=clinical");
    }

    private static Response next(String token) {
        return nextOf(token, Inbox.SITE, "clinical");
    }

    private static Response nextOf(String token, String site, String pool) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("site", site, "pools", List.of(pool)))
                .post("/v1/threads/next");
    }

    private static Response keyed(String key) {
        return given().auth()
                .oauth2(Inbox.NURSE)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(Map.of("site", Inbox.SITE, "pools", List.of("clinical")))
                .post("/v1/threads/next");
    }

    private static String taken(Response answer) {
        return answer.then().statusCode(200).extract().path("thread.id");
    }

    private static Response renew(String token, String id, Response lease) {
        return act(token, id, "lease", Map.of("leaseToken", lease.path("leaseToken")));
    }

    private static Response snooze(String id, String until) {
        return act(Inbox.NURSE, id, "snooze", Map.of("until", until, "reason", "Waits for the lab"));
    }

    private static Response act(String token, String id, String what, Object body) {
        return Inbox.post(token, "/v1/threads/" + id + "/" + what, body);
    }

    private static long alerts() {
        return Behind.count("SELECT count(*) FROM alert WHERE kind = 'emergency-message'");
    }
}
