package org.carepromise.scheduling.appointment;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@SchedulingTest
class CancellationTest {

    private final String patient = Clinic.patient();
    private Clinic clinic;
    private String slot;
    private String path;

    @BeforeEach
    void aPatientHasAnAppointment() {
        clinic = Clinic.simple();
        slot = clinic.freeSlots(1).get(0);
        path = clinic.book(patient, slot).header("Location") + "/cancellation";
    }

    @Test
    void aCancelledAppointmentFreesItsSeatForTheNext() {
        cancel(Map.of("reason", "PATIENT_ILL"))
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("state", equalTo("CANCELLED"))
                .body("cancellationReason", equalTo("PATIENT_ILL"))
                .body("cancelledAt", notNullValue());
        clinic.book(Clinic.patient(), slot).then().statusCode(201);
    }

    @Test
    void aSecondCancellationIsRefusedAndFreesNothingTwice() {
        cancel(Map.of("reason", "PATIENT_REQUEST")).then().statusCode(200);
        refused(cancel(Map.of("reason", "PATIENT_REQUEST")), 409, "appointment-cancelled");
    }

    @Test
    void aRepeatedCancellationUnderOneKeyAnswersTheSame() {
        var key = UUID.randomUUID().toString();
        var body = Map.of("reason", "OTHER");
        var first = Clinic.keyed(Tokens.patient(patient), key, body).post(path);
        var second = Clinic.keyed(Tokens.patient(patient), key, body).post(path);
        assertThat(second.body().asString()).isEqualTo(first.body().asString());
        assertThat(second.statusCode()).isEqualTo(200);
    }

    @Test
    void ofTwentyCancellationsOneFreesTheSeat() {
        var group = Clinic.with(Map.of(), Map.of("capacity", 5));
        var member = Clinic.patient();
        var location = group.book(member, group.freeSlots(1).get(0)).header("Location");
        var answers = Race.of(
                20,
                i -> Clinic.post(
                        Tokens.patient(member), location + "/cancellation", Map.of("reason", "PATIENT_REQUEST")));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(19);
        assertThat(group.search(1).<Integer>path("items[0].remaining")).isEqualTo(5);
    }

    @Test
    void anAppointmentThatHasBegunIsNotCancelled() {
        var early = Clinic.with(Map.of(), Map.of("startsAt", "00:00", "endsAt", "23:40"));
        var other = Clinic.patient();
        var location = early.book(other, early.freeSlots(1).get(0)).header("Location");
        Clinic.moveClockBy(Duration.ofHours(2));
        refused(
                Clinic.post(Tokens.patient(other), location + "/cancellation", Map.of("reason", "PATIENT_REQUEST")),
                409,
                "appointment-started");
    }

    @Test
    void aStaleVersionIsRefusedInHeaderAndBody() {
        refused(
                Clinic.keyed(Tokens.patient(patient), UUID.randomUUID().toString(), Map.of("reason", "OTHER"))
                        .header("If-Match", "\"7\"")
                        .post(path),
                412,
                "version-stale");
        refused(cancel(Map.of("reason", "OTHER", "version", 7)), 412, "version-stale");
        cancel(Map.of("reason", "OTHER", "version", 1)).then().statusCode(200);
    }

    @Test
    void aReasonNobodyKnowsIsRequestInvalid() {
        refused(cancel(Map.of("reason", "JUST_BECAUSE")), 400, "request-invalid");
    }

    @Test
    void wordsThatTellOfDangerAreAnsweredAndPassedOnWhateverBecomesOfTheRequest() {
        var note = "I have crushing chest pain and cannot breathe";
        cancel(Map.of("reason", "PATIENT_ILL", "note", note))
                .then()
                .statusCode(200)
                .body("cancellationNote", equalTo(note))
                .body("emergency.numbers", hasItem("911"));
        // refused, for it is cancelled already; the words count all the same
        cancel(Map.of("reason", "PATIENT_ILL", "note", note))
                .then()
                .statusCode(409)
                .body("code", equalTo("appointment-cancelled"))
                .body("emergency.numbers", hasItem("911"));
        assertThat(alerts()).isOne();
    }

    @Test
    void anothersAppointmentIsNotAlertedForThoughTheWriterIsTold() {
        Clinic.post(Tokens.patient(Clinic.patient()), path, Map.of("reason", "OTHER", "note", "I want to kill myself"))
                .then()
                .statusCode(404)
                .body("emergency.numbers", hasItem("988"));
        assertThat(alerts()).isZero();
    }

    @Test
    void everydayWordsAreNoEmergency() {
        cancel(Map.of("reason", "OTHER", "note", "I have to work that day, sorry"))
                .then()
                .statusCode(200)
                .body("emergency", nullValue());
        assertThat(alerts()).isZero();
    }

    private long alerts() {
        var id = path.substring("/v1/appointments/".length(), path.indexOf("/cancellation"));
        return Behind.count("SELECT count(*) FROM alert WHERE cause = ?", "emergency-words:" + id);
    }

    private Response cancel(Map<String, ?> body) {
        return given().auth()
                .oauth2(Tokens.patient(patient))
                .contentType("application/json")
                .body(body)
                .post(path);
    }
}
