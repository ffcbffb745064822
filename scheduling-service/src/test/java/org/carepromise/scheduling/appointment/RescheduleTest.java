package org.carepromise.scheduling.appointment;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
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
class RescheduleTest {

    private final String patient = Clinic.patient();

    @Test
    void aMovedAppointmentKeepsItsIdAndFreesItsOldSeat() {
        var clinic = Clinic.simple();
        var slots = clinic.freeSlots(2);
        var booked = clinic.book(patient, slots.get(0));
        var id = booked.<String>path("id");
        move(patient, id, Map.of("slotId", slots.get(1)))
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("id", equalTo(id))
                .body("reference", equalTo(booked.path("reference")))
                .body("slotId", equalTo(slots.get(1)));
        clinic.book(Clinic.patient(), slots.get(0)).then().statusCode(201);
        refused(clinic.book(Clinic.patient(), slots.get(1)), 409, "slot-full");
    }

    @Test
    void itMayOverlapItsOwnOldTime() {
        var clinic = Clinic.with(Map.of("duration", "PT40M", "futureLimit", 1), Map.of());
        var first = clinic.freeSlots(1).get(0);
        var id = clinic.book(patient, first).<String>path("id");
        var all = clinic.allSlots(Clinic.now().minus(Duration.ofDays(1)), 500);
        var next = all.get(all.indexOf(first) + 1);
        move(patient, id, Map.of("slotId", next))
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("slotId", equalTo(next));
        // its old first slot is free again, its second one is not
        refused(clinic.book(Clinic.patient(), first), 409, "visit-does-not-fit");
    }

    @Test
    void ontoAFullSlotNothingChanges() {
        var clinic = Clinic.simple();
        var slots = clinic.freeSlots(2);
        var id = clinic.book(patient, slots.get(0)).<String>path("id");
        clinic.book(Clinic.patient(), slots.get(1)).then().statusCode(201);
        refused(move(patient, id, Map.of("slotId", slots.get(1))), 409, "slot-full");
        given().auth()
                .oauth2(Tokens.patient(patient))
                .get("/v1/appointments/" + id)
                .then()
                .body("slotId", equalTo(slots.get(0)))
                .body("version", equalTo(1));
    }

    @Test
    void itMovesOntoWhatItsPatientHolds() {
        var clinic = Clinic.simple();
        var slots = clinic.freeSlots(2);
        var id = clinic.book(patient, slots.get(0)).<String>path("id");
        var hold = Clinic.post(
                        Tokens.patient(patient),
                        "/v1/holds",
                        Map.of("slotId", slots.get(1), "visitType", clinic.visitType))
                .<String>path("id");
        move(patient, id, Map.of("holdId", hold)).then().statusCode(200).body("slotId", equalTo(slots.get(1)));
        clinic.book(Clinic.patient(), slots.get(0)).then().statusCode(201);
        refused(clinic.book(Clinic.patient(), slots.get(1)), 409, "slot-full");
    }

    @Test
    void aStaleVersionIsRefused() {
        var clinic = Clinic.simple();
        var slots = clinic.freeSlots(2);
        var id = clinic.book(patient, slots.get(0)).<String>path("id");
        refused(move(patient, id, Map.of("slotId", slots.get(1), "version", 7)), 412, "version-stale");
    }

    @Test
    void anothersAppointmentIsNotThere() {
        var clinic = Clinic.simple();
        var slots = clinic.freeSlots(2);
        var id = clinic.book(patient, slots.get(0)).<String>path("id");
        refused(move(Clinic.patient(), id, Map.of("slotId", slots.get(1))), 404, "not-found");
    }

    @Test
    void twoWhoSwapFullSlotsAtOnceBothKeepAnAppointment() {
        var clinic = Clinic.simple();
        var other = Clinic.patient();
        var slots = clinic.freeSlots(2);
        var one = clinic.book(patient, slots.get(0)).<String>path("id");
        var two = clinic.book(other, slots.get(1)).<String>path("id");
        for (int round = 0; round < 20; round++) {
            var answers = Race.of(
                    2,
                    i -> i == 0
                            ? move(patient, one, Map.of("slotId", slots.get(1)))
                            : move(other, two, Map.of("slotId", slots.get(0))));
            assertThat(answers).allMatch(answer -> answer.statusCode() == 409);
        }
        assertThat(clinic.freeSlots(200)).doesNotContainAnyElementsOf(slots);
    }

    @Test
    void ofManyWhoMoveOntoTheLastSeatOneGetsIt() {
        var clinic = Clinic.simple();
        var slots = clinic.freeSlots(31);
        var patients = Clinic.patients(30);
        var ids = Race.of(30, i -> clinic.book(patients.get(i), slots.get(i))).stream()
                .map(answer -> answer.<String>path("id"))
                .toList();
        var bySlot = List.copyOf(ids);
        var answers = Race.of(30, i -> move(patients.get(i), bySlot.get(i), Map.of("slotId", slots.get(30))));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(29);
        assertThat(clinic.freeSlots(200).stream().filter(slots::contains)).hasSize(1);
    }

    private static Response move(String by, String id, Map<String, Object> body) {
        return Clinic.post(Tokens.patient(by), "/v1/appointments/" + id + "/reschedule", body);
    }
}
