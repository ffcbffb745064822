package org.carepromise.scheduling.hold;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;

@SchedulingTest
class HoldTest {

    private final String patient = Clinic.patient();
    private Clinic clinic;
    private String slot;

    @BeforeEach
    void aClinicHasFreeSlots() {
        clinic = Clinic.simple();
        slot = clinic.freeSlots(1).get(0);
    }

    @Test
    void aHeldSeatIsNobodyElsesAndItsHolderBooksIt() {
        var hold = hold(patient, "PT2M").then().statusCode(201).extract().<String>path("id");
        refused(clinic.book(Clinic.patient(), slot), 409, "slot-full");
        assertThat(clinic.freeSlots(1)).doesNotContain(slot);
        book(patient, hold).then().statusCode(201).body("slotId", equalTo(slot));
        given().auth()
                .oauth2(Tokens.patient(patient))
                .get("/v1/holds/" + hold)
                .then()
                .body("state", equalTo("BOOKED"));
        refused(clinic.book(Clinic.patient(), slot), 409, "slot-full");
    }

    @Test
    void aFullSlotSaysWhenItsHoldEnds() {
        var expiresAt = hold(patient, "PT2M").<String>path("expiresAt");
        assertThat(Instant.parse(clinic.book(Clinic.patient(), slot).<String>path("opensAt")))
                .isEqualTo(Instant.parse(expiresAt));
    }

    @Test
    void aHoldIsGoodUntilItsInstantAndOverAtIt() {
        var hold = hold(patient, "PT2M");
        var late = Clinic.patient();
        var other = clinic.freeSlots(2).get(1);
        var lateHold = Clinic.post(
                        Tokens.patient(late),
                        "/v1/holds",
                        Map.of("slotId", other, "visitType", clinic.visitType, "expiresAfter", "PT2M"))
                .then()
                .statusCode(201)
                .extract();
        var end = Instant.parse(hold.path("expiresAt"));
        Clinic.moveClock(end.minusMillis(100));
        book(patient, hold.path("id")).then().statusCode(201);
        Clinic.moveClock(Instant.parse(lateHold.path("expiresAt")));
        refused(book(late, lateHold.path("id")), 410, "hold-expired");
        assertThat(clinic.freeSlots(200)).contains(other);
        Clinic.moveClock(Instant.parse(lateHold.path("expiresAt")).plusSeconds(1));
        clinic.book(Clinic.patient(), other).then().statusCode(201);
    }

    @Test
    void aReleasedHoldFreesItsSeatAtOnce() {
        var hold = hold(patient, null).<String>path("id");
        given().auth()
                .oauth2(Tokens.patient(patient))
                .contentType("application/json")
                .post("/v1/holds/" + hold + "/release")
                .then()
                .statusCode(200)
                .body("state", equalTo("RELEASED"));
        clinic.book(Clinic.patient(), slot).then().statusCode(201);
        refused(book(patient, hold), 409, "hold-ended");
    }

    @Test
    void aHoldIsBookedOnce() {
        var hold = hold(patient, null).<String>path("id");
        var answers = Race.of(20, i -> book(patient, hold));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 409)
                        .map(answer -> answer.<String>path("code")))
                .hasSize(19)
                .containsOnly("hold-ended");
    }

    @Test
    void nobodyBooksAnothersHold() {
        var hold = hold(patient, null).<String>path("id");
        refused(book(Clinic.patient(), hold), 422, "hold-unknown");
        given().auth()
                .oauth2(Tokens.patient(Clinic.patient()))
                .get("/v1/holds/" + hold)
                .then()
                .statusCode(404);
    }

    @Test
    void nobodyHoldsMoreThanAFew() {
        var slots = clinic.freeSlots(10);
        var answers = Race.of(
                10,
                i -> Clinic.post(
                        Tokens.patient(patient),
                        "/v1/holds",
                        Map.of("slotId", slots.get(i), "visitType", clinic.visitType)));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(5);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 409)
                        .map(answer -> answer.<String>path("code")))
                .hasSize(5)
                .containsOnly("hold-limit");
    }

    @Test
    void ofManyWhoHoldTheLastSeatOneGetsItAndOfManyWhoWaitForItsEndTooOne() {
        var patients = Clinic.patients(50);
        var holds = Race.of(
                50,
                i -> Clinic.post(
                        Tokens.patient(patients.get(i)),
                        "/v1/holds",
                        Map.of("slotId", slot, "visitType", clinic.visitType, "expiresAfter", "PT30S")));
        assertThat(holds.stream().filter(answer -> answer.statusCode() == 201)).hasSize(1);
        var won = holds.stream()
                .filter(answer -> answer.statusCode() == 201)
                .findFirst()
                .orElseThrow();
        Clinic.moveClock(Instant.parse(won.path("expiresAt")));
        var bookings = Race.of(50, i -> clinic.book(patients.get(i), slot));
        assertThat(bookings.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(bookings.stream().filter(answer -> answer.statusCode() >= 500))
                .isEmpty();
    }

    @Test
    void aVisitOverSeveralSlotsHoldsThemAllAndEachEndsForItself() {
        var longer = Clinic.with(Map.of("duration", "PT60M"), Map.of());
        var first = longer.freeSlots(1).get(0);
        var answer = Clinic.post(
                Tokens.patient(patient),
                "/v1/holds",
                Map.of("slotId", first, "visitType", longer.visitType, "expiresAfter", "PT1M"));
        answer.then().statusCode(201);
        var all = longer.allSlots(Clinic.now().minus(Duration.ofDays(1)), 500);
        var second = all.get(all.indexOf(first) + 1);
        refused(longer.book(Clinic.patient(), second), 409, "slot-full");
        Clinic.moveClock(Instant.parse(answer.path("expiresAt")));
        longer.book(Clinic.patient(), second).then().statusCode(201);
        refused(longer.book(Clinic.patient(), first), 409, "visit-does-not-fit");
    }

    @Test
    void aSlotOrAHoldIsNamedAndNotBoth() {
        refused(Clinic.post(Tokens.patient(patient), "/v1/appointments", Map.of()), 400, "request-invalid");
        refused(
                Clinic.post(
                        Tokens.patient(patient),
                        "/v1/appointments",
                        Map.of("slotId", slot, "holdId", "hold_01kat3v0000000000000000000", "visitType", "v")),
                400,
                "request-invalid");
    }

    @Test
    void staffHoldBeforeTheyKnowForWhom() {
        Clinic.post(Tokens.admin(), "/v1/holds", Map.of("slotId", slot, "visitType", clinic.visitType))
                .then()
                .statusCode(201);
        assertThat(List.of(slot)).doesNotContainAnyElementsOf(clinic.freeSlots(5));
    }

    private Response hold(String of, String expiresAfter) {
        return Clinic.post(
                Tokens.patient(of),
                "/v1/holds",
                expiresAfter == null
                        ? Map.of("slotId", slot, "visitType", clinic.visitType)
                        : Map.of("slotId", slot, "visitType", clinic.visitType, "expiresAfter", expiresAfter));
    }

    private static Response book(String by, String hold) {
        return Clinic.post(Tokens.patient(by), "/v1/appointments", Map.of("holdId", hold));
    }
}
