package org.carepromise.scheduling.calendar;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.access.Role;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

/** Each appointment has an entry for its patient's calendar, and the same one takes it out again. */
@SchedulingTest
class InvitationTest {

    private final String patient = Clinic.patient();
    private Clinic clinic;

    @BeforeEach
    void aProviderSeesPatients() {
        clinic = Clinic.with(Map.of("name", "Oncology follow-up"), Map.of());
    }

    @Test
    void theEntrySaysWhenAndWhereToThePatient() {
        var booked = book("en");
        var lines = entry(booked);
        var start = OffsetDateTime.parse(booked.path("start")).toInstant();
        assertThat(Rfc5545.instants(lines, "DTSTART")).containsExactly(start);
        assertThat(lines)
                .contains(
                        "METHOD:REQUEST",
                        "UID:" + booked.path("id") + "@carepromise",
                        "SEQUENCE:0",
                        "SUMMARY:Appointment",
                        "STATUS:CONFIRMED",
                        "ATTENDEE;RSVP=FALSE;PARTSTAT=ACCEPTED:mailto:" + patient + "@example.org")
                .anyMatch(line -> line.matches("DTSTAMP:\\d{8}T\\d{6}Z"));
        assertThat(String.join("\n", lines)).doesNotContain("Oncology", "Ada Moreno", "Dr. Test", clinic.visitType);
    }

    @Test
    void aSpanishSpeakersEntryIsInSpanish() {
        assertThat(entry(book("es-MX"))).contains("SUMMARY:Cita");
    }

    @Test
    void aCancelledAppointmentsEntryTakesItOutAgain() {
        var booked = book("en");
        Clinic.post(
                        Tokens.patient(patient),
                        "/v1/appointments/" + booked.path("id") + "/cancellation",
                        Map.of("reason", "PATIENT_REQUEST"))
                .then()
                .statusCode(200);
        assertThat(entry(booked))
                .contains(
                        "METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1", "UID:" + booked.path("id") + "@carepromise");
    }

    @Test
    void aMovedAppointmentsEntryMovesWithIt() {
        var booked = book("en");
        var moved = Clinic.post(
                Tokens.patient(patient),
                "/v1/appointments/" + booked.path("id") + "/reschedule",
                Map.of("slotId", clinic.freeSlots(3).get(2)));
        moved.then().statusCode(200);
        var lines = entry(booked);
        assertThat(lines).contains("METHOD:REQUEST", "SEQUENCE:1", "UID:" + booked.path("id") + "@carepromise");
        assertThat(Rfc5545.instants(lines, "DTSTART"))
                .containsExactly(OffsetDateTime.parse(moved.path("start")).toInstant());
    }

    @Test
    void whatIsSaidByMailOfATimeCarriesTheEntryAndAReminderDoesNot() {
        var start = Clinic.now().plus(Duration.ofDays(9));
        var slots = clinic.allSlots(start, 2);
        var booked = book("en", slots.get(0));
        Clinic.moveClock(Clinic.now().plus(Duration.ofDays(2)));
        var path = "/v1/appointments/" + booked.path("id");
        Clinic.post(Tokens.patient(patient), path + "/reschedule", Map.of("slotId", slots.get(1)))
                .then()
                .statusCode(200);
        Clinic.moveClock(Clinic.now().plus(Duration.ofHours(12)));
        Clinic.post(Tokens.patient(patient), path + "/cancellation", Map.of("reason", "PATIENT_REQUEST"))
                .then()
                .statusCode(200);
        Clinic.moveClock(Clinic.now().plus(Duration.ofHours(12)));
        var mine = given().get("/v1/scheduling/sandbox/inbox")
                .jsonPath()
                .<Map<String, Object>>getList("items.findAll { it.to == '" + patient + "@example.org' }");
        assertThat(mine)
                .extracting(message -> message.get("purpose"))
                .contains("appointment-confirmed", "appointment-moved", "appointment-cancelled");
        assertThat(mine).allSatisfy(message -> assertThat(message.get("attachments"))
                .isEqualTo(
                        message.get("purpose").equals("appointment-reminder")
                                ? List.of()
                                : List.of("appointment.ics")));
    }

    @Test
    void whoeverMayNotSeeTheAppointmentSeesNoEntry() {
        String id = book("en").path("id");
        var path = "/v1/appointments/" + id + "/invitation";
        as(Tokens.patient(patient), path).then().statusCode(200);
        as(Tokens.staff(Role.AGENT, "night-desk"), path).then().statusCode(200);
        refused(as(Tokens.patient(Clinic.patient()), path), 404, "not-found");
        refused(as(Tokens.staff(Role.AGENT, "chatham"), path), 404, "not-found");
        refused(as(Tokens.staff(Role.AUDITOR, "night-desk"), path), 403, "forbidden");
        refused(given().get(path), 401, "unauthenticated");
        refused(as(Tokens.patient(patient), "/v1/appointments/nonsense/invitation"), 404, "not-found");
    }

    @Test
    void readingItIsNotedInTheAuditTrail() {
        String id = book("en").path("id");
        as(Tokens.patient(patient), "/v1/appointments/" + id + "/invitation");
        given().auth()
                .oauth2(Tokens.staff(Role.AUDITOR, "night-desk"))
                .get("/v1/scheduling/audit-entries?object={id}", id)
                .then()
                .statusCode(200)
                .body("items.action", hasItem("getAppointmentInvitation"));
    }

    @Test
    void whoWantsSomethingElseIsToldThatThereIsNone() {
        String id = book("en").path("id");
        refused(
                given().auth()
                        .oauth2(Tokens.patient(patient))
                        .accept("application/pdf")
                        .get("/v1/appointments/" + id + "/invitation"),
                406,
                "not-acceptable");
    }

    private Response book(String language) {
        return book(language, clinic.freeSlots(1).get(0));
    }

    private Response book(String language, String slot) {
        var booked = Clinic.post(
                Tokens.patient(patient),
                "/v1/appointments",
                Map.of(
                        "slotId",
                        slot,
                        "visitType",
                        clinic.visitType,
                        "patient",
                        Map.of("name", "Ada Moreno", "email", patient + "@example.org", "language", language)));
        booked.then().statusCode(201);
        return booked;
    }

    private List<String> entry(Response booked) {
        var answer = as(Tokens.patient(patient), "/v1/appointments/" + booked.path("id") + "/invitation");
        answer.then()
                .statusCode(200)
                .header("Content-Disposition", equalTo("attachment; filename=appointment.ics"))
                .contentType(containsString("text/calendar"))
                .contentType(containsString("method="));
        return Rfc5545.lines(answer.asString());
    }

    private static Response as(String token, String path) {
        return given().auth().oauth2(token).get(path);
    }
}
