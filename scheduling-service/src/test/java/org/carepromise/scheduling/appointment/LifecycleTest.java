package org.carepromise.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@SchedulingTest
class LifecycleTest {

    private final String patient = Clinic.patient();

    @Test
    void aVisitIsConfirmedCheckedInAndCompleted() {
        var booked = book(Map.of());
        step(patientToken(), booked, "confirmation")
                .then()
                .statusCode(200)
                .body("state", equalTo("BOOKED"))
                .body("confirmedAt", notNullValue())
                .body("version", equalTo(2));
        Clinic.moveClock(startOf(booked));
        step(Tokens.admin(), booked, "check-in")
                .then()
                .statusCode(200)
                .body("state", equalTo("CHECKED_IN"))
                .body("checkedInAt", notNullValue());
        step(Tokens.admin(), booked, "completion")
                .then()
                .statusCode(200)
                .body("state", equalTo("COMPLETED"))
                .body("version", equalTo(4));
    }

    @Test
    void aRepeatedStepChangesNothing() {
        var booked = book(Map.of());
        step(patientToken(), booked, "confirmation").then().body("version", equalTo(2));
        step(patientToken(), booked, "confirmation").then().statusCode(200).body("version", equalTo(2));
    }

    @Test
    void beforeItsStartNobodyIsMissedAndNothingIsComplete() {
        var booked = book(Map.of());
        refused(step(Tokens.admin(), booked, "no-show"), 409, "appointment-not-begun");
        refused(step(Tokens.admin(), booked, "completion"), 409, "appointment-not-begun");
    }

    @Test
    void patientsCheckInOnTheDay() {
        var clinic = Clinic.simple();
        var later = clinic.allSlots(Clinic.now().plus(Duration.ofDays(10)), 1).get(0);
        var booked = clinic.book(patient, later);
        refused(step(Tokens.admin(), booked, "check-in"), 409, "check-in-not-open");
    }

    @Test
    void whatTookPlaceIsNeitherCancelledNorMissed() {
        var booked = book(Map.of());
        Clinic.moveClock(startOf(booked));
        step(Tokens.admin(), booked, "completion").then().statusCode(200);
        refused(step(Tokens.admin(), booked, "no-show"), 409, "appointment-state");
        refused(step(Tokens.admin(), booked, "confirmation"), 409, "appointment-state");
        refused(
                Clinic.post(Tokens.admin(), path(booked) + "/cancellation", Map.of("reason", "OTHER")),
                409,
                "appointment-state");
    }

    @Test
    void whoeverDoesNotComeIsNotedByTheClockAndMayStillComeLate() {
        var booked = book(Map.of("noShowAfter", "PT30M"));
        Clinic.moveClock(startOf(booked).plus(Duration.ofMinutes(30)).minusSeconds(30));
        get(booked).then().body("state", equalTo("BOOKED"));
        Clinic.moveClock(startOf(booked).plus(Duration.ofMinutes(30)));
        get(booked).then().body("state", equalTo("NO_SHOW")).body("noShowAt", notNullValue());
        step(Tokens.admin(), booked, "check-in")
                .then()
                .statusCode(200)
                .body("state", equalTo("CHECKED_IN"))
                .body("noShowAt", nullValue());
    }

    @Test
    void whoeverComesLateIsNotCheckedInWhereAnotherVisitOfTheirsIsByThen() {
        var clinic = Clinic.with(Map.of("duration", "PT1H"), Map.of());
        var booked = clinic.book(patient, clinic.freeSlots(1).get(0));
        Clinic.moveClock(startOf(booked));
        step(Tokens.admin(), booked, "no-show").then().statusCode(200);
        var other = Clinic.simple();
        other.book(patient, other.allSlots(startOf(booked).plusSeconds(1), 1).get(0))
                .then()
                .statusCode(201);
        refused(step(Tokens.admin(), booked, "check-in"), 409, "patient-already-booked");
    }

    @Test
    void whatIsCancelledIsConfirmedNoMoreThoughItWasBefore() {
        var booked = book(Map.of());
        step(patientToken(), booked, "confirmation").then().statusCode(200);
        Clinic.post(Tokens.admin(), path(booked) + "/cancellation", Map.of("reason", "OTHER"))
                .then()
                .statusCode(200);
        refused(step(patientToken(), booked, "confirmation"), 409, "appointment-cancelled");
    }

    @Test
    void whoeverIsHereIsNotMissed() {
        var booked = book(Map.of("noShowAfter", "PT30M"));
        Clinic.moveClock(startOf(booked));
        step(Tokens.admin(), booked, "check-in").then().statusCode(200);
        Clinic.moveClock(startOf(booked).plus(Duration.ofMinutes(31)));
        get(booked).then().body("state", equalTo("CHECKED_IN"));
    }

    @Test
    void aMovedVisitIsMissedAtItsNewTimeAlone() {
        var clinic = Clinic.with(Map.of("noShowAfter", "PT30M"), Map.of());
        var slots = clinic.freeSlots(6);
        var booked = clinic.book(patient, slots.get(0));
        Clinic.post(patientToken(), path(booked) + "/reschedule", Map.of("slotId", slots.get(5)))
                .then()
                .statusCode(200);
        Clinic.moveClock(startOf(booked).plus(Duration.ofMinutes(31)));
        get(booked).then().body("state", equalTo("BOOKED"));
        Clinic.moveClock(startOf(get(booked)).plus(Duration.ofMinutes(30)));
        get(booked).then().body("state", equalTo("NO_SHOW"));
    }

    @Test
    void patientsGiveNoticeAndStaffNeedNot() {
        var booked = book(Map.of("cancellationNotice", "P7D"));
        var cancellation = Map.of("reason", "PATIENT_REQUEST");
        refused(Clinic.post(patientToken(), path(booked) + "/cancellation", cancellation), 409, "too-late-to-cancel");
        refused(
                Clinic.post(
                        patientToken(), path(booked) + "/reschedule", Map.of("slotId", booked.<String>path("slotId"))),
                409,
                "too-late-to-cancel");
        Clinic.post(Tokens.admin(), path(booked) + "/cancellation", cancellation)
                .then()
                .statusCode(200);
    }

    @Test
    void patientsDoNotCheckThemselvesIn() {
        var booked = book(Map.of());
        refused(step(patientToken(), booked, "check-in"), 403, "forbidden");
    }

    private Response book(Map<String, Object> visitType) {
        var clinic = Clinic.with(visitType, Map.of());
        var booked = clinic.book(patient, clinic.freeSlots(1).get(0));
        booked.then().statusCode(201);
        return booked;
    }

    private String patientToken() {
        return Tokens.patient(patient);
    }

    private static Instant startOf(Response booked) {
        return OffsetDateTime.parse(booked.<String>path("start")).toInstant();
    }

    private static String path(Response booked) {
        return "/v1/appointments/" + booked.<String>path("id");
    }

    private Response get(Response booked) {
        return given().auth().oauth2(patientToken()).get(path(booked));
    }

    private static Response step(String token, Response booked, String step) {
        return Clinic.post(token, path(booked) + "/" + step, Map.of());
    }
}
