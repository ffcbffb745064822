package org.carepromise.callback.desk;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@CallbackTest
class IntakePauseTest {

    private static final String QUEUE = "/v1/callback-queues/" + Desk.SITE;
    private static final String REASON = "Our phones are down.";

    /** Of each test its own: a number may be asked for so often. */
    private final String number = Desk.phone(Desk.patient());

    @BeforeEach
    void emptyDesk() {
        Desk.open();
        Desk.roster(5);
    }

    @Test
    void patientsWidgetAndPortalAreToldWhyAndUntilWhenAndAgentsMayAskAllTheSame() {
        var until = Desk.now().plus(Duration.ofHours(1));
        pause(Map.of("reason", REASON, "until", until.toString()))
                .then()
                .statusCode(200)
                .body("intakePause.reason", equalTo(REASON))
                .body("intakePause.pausedBy", equalTo("supervisor-1"))
                .body("intakePause.until", notNullValue());
        var patient = Desk.patient();
        for (var answer : List.of(
                Desk.post(Tokens.patient(patient), "/v1/callbacks", Desk.request(patient)), byWidget(), quoted())) {
            refused(answer, 409, "intake-paused")
                    .body("detail", equalTo(REASON))
                    .body("opensAt", notNullValue());
        }
        Desk.ask(Desk.request(Desk.patient())).then().statusCode(201);
        Desk.moveClock(until.minusSeconds(30));
        refused(byWidget(), 409, "intake-paused");
        Desk.moveClock(until);
        byWidget().then().statusCode(201);
        Desk.get(Desk.SUPERVISOR, QUEUE).then().body("intakePause", nullValue());
    }

    @Test
    void itLastsUntilSomebodyResumes() {
        pause(Map.of("reason", "At first")).then().statusCode(200);
        pause(Map.of("reason", REASON)).then().statusCode(200).body("intakePause.reason", equalTo(REASON));
        refused(byWidget(), 409, "intake-paused").body("opensAt", nullValue());
        Desk.post(Desk.SUPERVISOR, QUEUE + "/intake-resumption", Map.of())
                .then()
                .statusCode(200)
                .body("intakePause", nullValue());
        byWidget().then().statusCode(201);
        Desk.post(Desk.SUPERVISOR, QUEUE + "/intake-resumption", Map.of())
                .then()
                .statusCode(200);
        assertThat(Behind.ask("SELECT type FROM event WHERE type LIKE '%intake%' ORDER BY seq DESC LIMIT 3"))
                .containsExactly(
                        "carepromise.callback.intake-resumed.v1",
                        "carepromise.callback.intake-paused.v1",
                        "carepromise.callback.intake-paused.v1");
        assertThat(Behind.select("SELECT data::text FROM event WHERE type LIKE '%intake%'"))
                .doesNotContain(REASON);
    }

    @Test
    void whoWaitsAlreadyIsShownTheirCallbackButAGuestHearsTheSameAsAnyGuest() {
        var patient = Desk.patient();
        var id = Desk.asked(Desk.request(patient));
        byWidget().then().statusCode(201);
        pause(Map.of("reason", REASON)).then().statusCode(200);
        Desk.post(Tokens.patient(patient), "/v1/callbacks", Desk.request(patient))
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
        refused(byWidget(), 409, "intake-paused");
    }

    @Test
    void anEmergencyIsAnsweredAlsoWhilePaused() {
        pause(Map.of("reason", REASON)).then().statusCode(200);
        var patient = Desk.patient();
        var body = Desk.request(patient);
        body.put("reason", "I have chest pain and cannot breathe");
        refused(Desk.post(Tokens.patient(patient), "/v1/callbacks", body), 409, "intake-paused")
                .body("emergency.numbers", equalTo(List.of("911")));
    }

    @Test
    void aPauseEndsAheadAndIsASupervisorsOfTheSite() {
        refused(pause(Map.of("reason", REASON, "until", Desk.now().toString())), 422, "pause-in-past");
        pause(Map.of("reason", " ")).then().statusCode(400);
        for (var noun : List.of("intake-pause", "intake-resumption")) {
            var body = Map.of("reason", REASON);
            Desk.post(Desk.AGENT, QUEUE + "/" + noun, body).then().statusCode(403);
            refused(Desk.post(Tokens.staff("supervisor", "chatham"), QUEUE + "/" + noun, body), 404, "not-found");
        }
        byWidget().then().statusCode(201);
    }

    private static Response pause(Map<String, Object> body) {
        return Desk.post(Desk.SUPERVISOR, QUEUE + "/intake-pause", body);
    }

    private static Response quoted() {
        return given().header("Site-Key", "pk_night_desk_4M7TQ2XK9B")
                .header("Origin", "https://www.night-desk.example")
                .contentType("application/json")
                .body(Map.of("site", Desk.SITE, "topic", "billing"))
                .post("/v1/callback-quotes");
    }

    private Response byWidget() {
        var body =
                Map.of("patient", Map.of("name", "Ada Moreno", "phone", number), "site", Desk.SITE, "topic", "billing");
        return Desk.keyed(
                        given().header("Site-Key", "pk_night_desk_4M7TQ2XK9B")
                                .header("Origin", "https://www.night-desk.example"),
                        body)
                .post("/v1/callbacks");
    }
}
