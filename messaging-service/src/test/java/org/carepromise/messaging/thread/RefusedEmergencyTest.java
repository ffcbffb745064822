package org.carepromise.messaging.thread;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.access.Scope;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.messaging.Inbox;
import org.carepromise.messaging.MessageTest;
import org.carepromise.messaging.Refusals;
import org.carepromise.messaging.emergency.KeepRefused;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

/** Whatever a request is refused for: words of danger are answered, kept and alerted. */
@MessageTest
class RefusedEmergencyTest {

    private static final String ADA = Tokens.patient("pat-ada");

    @Inject
    KeepRefused keepRefused;

    @BeforeEach
    void empty() {
        Inbox.empty();
    }

    @Test
    void whatIsRefusedBeforeAnythingIsStoredIsKept() {
        var long1001 = Inbox.words("hello");
        long1001.put("subject", Inbox.EMERGENCY + "!".repeat(1000));
        isKept(Inbox.post(ADA, "/v1/threads", long1001), 400, "request-invalid", "pat-ada");

        isKept(Inbox.post(patient("pat-1"), "/v1/threads", with("phone", "none")), 422, "phone-invalid", "pat-1");
        isKept(
                Inbox.post(patient("pat-2"), "/v1/threads", with("timeZone", "Mars")),
                422,
                "time-zone-unknown",
                "pat-2");
        isKept(Inbox.post(patient("pat-3"), "/v1/threads", with("language", "?")), 422, "language-unknown", "pat-3");
        isKept(Inbox.post(patient("pat-4"), "/v1/threads", but("site", "nowhere")), 422, "site-unknown", "pat-4");
        isKept(Inbox.post(patient("pat-5"), "/v1/threads", but("channel", "PIGEON")), 400, "request-invalid", "pat-5");
        var unknownField = Inbox.words("hello");
        unknownField.put("please", Inbox.EMERGENCY);
        isKept(Inbox.post(patient("pat-6"), "/v1/threads", unknownField), 400, "request-invalid", "pat-6");
        isKept(raw(patient("pat-7"), "{ \"body\": \"" + Inbox.EMERGENCY), 400, "request-invalid", "pat-7");
        isKept(
                given().auth()
                        .oauth2(patient("pat-8"))
                        .contentType(ContentType.JSON)
                        .body(Inbox.words(Inbox.EMERGENCY))
                        .post("/v1/threads"),
                400,
                "idempotency-key-missing",
                "pat-8");
        isKept(Inbox.post(patient("pat-9"), "/v1/threads", with("id", "pat-somebody-else")), 404, "not-found", "pat-9");
    }

    @Test
    void whatIsWrittenToAThreadThatTheWriterCannotSeeIsAThreadOfTheWriter() {
        var anothers = Inbox.written("pat-bob", Inbox.ROUTINE);
        isKept(Inbox.say(ADA, anothers, Inbox.EMERGENCY), 404, "not-found", "pat-ada");
        assertThat(Behind.count("SELECT count(*) FROM message")).isEqualTo(2);
        isKept(Inbox.say(patient("pat-cem"), "thr_nonsense", Inbox.EMERGENCY), 404, "not-found", "pat-cem");
    }

    @Test
    void aRefusedAnswerOfStaffTellsOfNoDangerUnlessItIsWrittenForThePatient() {
        var answer = Inbox.say(Inbox.NURSE, "thr_nonsense", Inbox.EMERGENCY);
        answer.then().statusCode(404).body("code", equalTo("not-found")).body("emergency", nullValue());
        assertThat(alerts()).isZero();
        var patients = Map.<String, Object>of("body", Inbox.EMERGENCY, "writtenBy", "PATIENT");
        isRefused(Inbox.post(Inbox.NURSE, "/v1/threads/thr_nonsense/messages", patients), 404, "not-found");
        assertThat(alerts()).isOne();
    }

    @Test
    void whoTriesAgainAlertsOnceUntilSomebodyHasSeenIt() {
        for (int i = 0; i < 3; i++) {
            isRefused(Inbox.post(ADA, "/v1/threads", but("site", "nowhere")), 422, "site-unknown");
        }
        assertThat(alerts()).isOne();
        var kept = Behind.select("SELECT subject FROM alert").strip();
        Inbox.say(Inbox.NURSE, kept, "Help is coming").then().statusCode(201);
        isRefused(Inbox.post(ADA, "/v1/threads", but("site", "nowhere")), 422, "site-unknown");
        assertThat(alerts()).isEqualTo(2);
    }

    @Test
    void whoComesWhileTheServiceIsBusyIsToldAndKept() {
        var everywhere = Scope.of(List.of());
        var ada = new Caller(
                "user-ada", Set.of(Role.PATIENT), Optional.of("pat-ada"), "user-ada", everywhere, everywhere);
        var body = "{\"site\": \"night-desk\", \"body\": \"" + Inbox.EMERGENCY + "\"}";
        assertThatThrownBy(() -> keepRefused
                        .around(ada, body, () -> Uni.createFrom().failure(Problem.of(HttpProblem.BUSY)))
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(Problem.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(HttpProblem.BUSY);
                    assertThat(refusal.members()).containsKey("emergency");
                });
        assertThat(alerts()).isOne();
    }

    @Test
    void whoComesTwiceAtOnceIsToldAndKeptOnceByTheOther() {
        var everywhere = Scope.of(List.of());
        var ada = new Caller(
                "user-ada", Set.of(Role.PATIENT), Optional.of("pat-ada"), "user-ada", everywhere, everywhere);
        assertThatThrownBy(() -> keepRefused
                        .around(ada, "{\"body\": \"" + Inbox.EMERGENCY + "\"}", () -> Uni.createFrom()
                                .failure(Problem.of(HttpProblem.REQUEST_IN_PROGRESS)))
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        Problem.class, refusal -> assertThat(refusal.members()).containsKey("emergency"));
        assertThat(alerts()).isZero();
    }

    @Test
    void aRefusalOfOtherWordsKeepsNothing() {
        var body = Inbox.words(Inbox.URGENT);
        body.put("site", "nowhere");
        Refusals.refused(Inbox.post(ADA, "/v1/threads", body), 422, "site-unknown")
                .body("emergency", nullValue());
        assertThat(Behind.count("SELECT count(*) FROM thread")).isZero();
    }

    private static void isKept(Response answer, int status, String code, String patient) {
        isRefused(answer, status, code);
        assertThat(answer.asString()).doesNotContain("chest");
        var id = Behind.ask("SELECT subject FROM alert ORDER BY id DESC LIMIT 1")
                .get(0)
                .toString();
        Inbox.get(patient(patient), "/v1/threads/" + id)
                .then()
                .statusCode(200)
                .body("emergencySign", equalTo(true))
                .body("messages[0].body", containsString(Inbox.EMERGENCY));
    }

    private static void isRefused(Response answer, int status, String code) {
        Refusals.refused(answer, status, code).body("emergency.numbers", hasItem("911"));
    }

    private static long alerts() {
        return Behind.count("SELECT count(*) FROM alert WHERE kind = 'emergency-message'");
    }

    private static String patient(String id) {
        return Tokens.patient(id);
    }

    private static Map<String, Object> but(String field, Object value) {
        var body = Inbox.words(Inbox.EMERGENCY);
        body.put(field, value);
        return body;
    }

    private static Map<String, Object> with(String field, Object value) {
        return but("patient", Map.of(field, value));
    }

    private static Response raw(String token, String body) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/threads");
    }
}
