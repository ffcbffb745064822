package org.carepromise.scheduling.reminder;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Who books is told, and reminded when the time comes; who has cancelled is not. */
@SchedulingTest
class ReminderTest {

    private final String patient = Clinic.patient();
    private final String mail = patient + "@example.org";

    @Test
    void aBookedVisitIsConfirmedAndRemindedOfAWeekThreeDaysAndADayBefore() {
        var start = OffsetDateTime.parse(
                        book("en").then().statusCode(201).extract().path("start"))
                .toInstant();
        Clinic.moveClock(start.plus(Duration.ofMinutes(1)));
        assertThat(purposes())
                .containsExactly(
                        "appointment-reminder",
                        "appointment-reminder",
                        "appointment-reminder",
                        "appointment-confirmed");
        assertThat(inbox("at").stream().map(Instant::parse)).allMatch(at -> at.isBefore(start));
        assertThat(inbox("text"))
                .allSatisfy(text -> assertThat(text).contains("Night Desk").doesNotContain("Visit"));
    }

    @Test
    void aSpanishSpeakerIsToldInSpanish() {
        book("es-MX").then().statusCode(201);
        Clinic.moveClock(Clinic.now().plus(Duration.ofDays(1)));
        assertThat(inbox("subject").get(inbox("subject").size() - 1)).contains("cita");
    }

    @Test
    void whoHasCancelledIsNotReminded() {
        var booked = book("en");
        String id = booked.then().statusCode(201).extract().path("id");
        given().auth()
                .oauth2(Tokens.patient(patient))
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "PATIENT_REQUEST"))
                .post("/v1/appointments/{id}/cancellation", id)
                .then()
                .statusCode(200);
        Clinic.moveClock(Clinic.now().plus(Duration.ofDays(12)));
        assertThat(purposes()).containsExactly("appointment-cancelled");
    }

    @Test
    void theVisitTypeSaysHowOftenAndItsInstructionsGoOutInThePatientsLanguage() {
        var instructions = Map.of(
                "en", "Do not eat after ten at night. {phone}", "es", "No coma después de las diez de la noche.");
        var clinic = Clinic.with(Map.of("reminderDays", List.of(2), "instructions", instructions), Map.of());
        book("es", clinic).then().statusCode(201);
        Clinic.moveClock(Clinic.now().plus(Duration.ofDays(12)));
        assertThat(purposes()).containsExactly("appointment-reminder", "appointment-confirmed");
        assertThat(inbox("text")).allSatisfy(text -> assertThat(text).contains("\n\nNo coma después de las diez"));
    }

    private Response book(String language) {
        return book(language, Clinic.simple());
    }

    private Response book(String language, Clinic clinic) {
        var slot = clinic.allSlots(Clinic.now().plus(Duration.ofDays(8)), 1).get(0);
        return Clinic.post(
                Tokens.patient(patient),
                "/v1/appointments",
                Map.of(
                        "slotId",
                        slot,
                        "visitType",
                        clinic.visitType,
                        "patient",
                        Map.of("name", "Ada Moreno", "email", mail, "language", language)));
    }

    private List<String> purposes() {
        return inbox("purpose");
    }

    /** Newest first. */
    private List<String> inbox(String field) {
        return given().get("/v1/scheduling/sandbox/inbox")
                .then()
                .statusCode(200)
                .extract()
                .path("items.findAll { it.to == '" + mail + "' }." + field);
    }
}
