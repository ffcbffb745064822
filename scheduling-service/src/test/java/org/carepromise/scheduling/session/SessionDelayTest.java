package org.carepromise.scheduling.session;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;

/** Half past nine of a day on which sessions go from nine to twelve. */
@SchedulingTest
class SessionDelayTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    private final String patient = Clinic.patient();
    private Clinic clinic;
    private String today;

    @BeforeEach
    void atHalfPastNine() {
        clinic = Clinic.simple();
        Clinic.moveClock(Clinic.now()
                .atZone(CHICAGO)
                .toLocalDate()
                .plusDays(1)
                .atTime(9, 30)
                .atZone(CHICAGO)
                .toInstant());
        today = sessions().path("items[0].id");
        var slots = given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/sessions/" + today)
                .<List<String>>path("slots.id");
        Clinic.post(
                        Tokens.patient(patient),
                        "/v1/appointments",
                        Map.of(
                                "slotId",
                                slots.get(slots.size() - 1),
                                "visitType",
                                clinic.visitType,
                                "patient",
                                Map.of("name", "Ada Moreno", "email", patient + "@example.org", "language", "es")))
                .then()
                .statusCode(201);
    }

    @Test
    void whoIsStillToComeIsToldOnceForEachAmount() {
        delay(today, "PT30M").then().statusCode(200).body("told", equalTo(1));
        delay(today, "PT30M").then().statusCode(200).body("told", equalTo(0));
        delay(today, "PT1H").then().statusCode(200).body("told", equalTo(1));
        Clinic.moveClock(Clinic.now().plusSeconds(2));
        assertThat(inbox()).anySatisfy(text -> assertThat(text).contains("60 minutos más tarde"));
    }

    @Test
    void aSessionOfAnotherDayIsNotLate() {
        refused(delay(sessions().path("items[1].id"), "PT30M"), 409, "session-not-today");
        refused(delay("sess_nothing", "PT30M"), 404, "not-found");
        refused(delay(today, "PT1M"), 400, "request-invalid");
        refused(delay(today, "-PT30M"), 400, "request-invalid");
    }

    /** From nine o'clock today on. */
    private Response sessions() {
        var from =
                Clinic.now().atZone(CHICAGO).toLocalDate().atStartOfDay(CHICAGO).toInstant();
        return given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/sessions?provider={provider}&from={from}", clinic.provider, from.toString());
    }

    private static Response delay(String session, String by) {
        return Clinic.post(
                Tokens.staff("nurse", "night-desk"), "/v1/sessions/" + session + "/delay", Map.of("delay", by));
    }

    private List<String> inbox() {
        return given().get("/v1/scheduling/sandbox/inbox")
                .path("items.findAll { it.to == '" + patient + "@example.org' }.text");
    }
}
