package org.carepromise.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.kit.id.IdType;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

@SchedulingTest
class BookingRefusalsTest {

    @Test
    void aTakenSeatIsSlotFullWithTheNextTimesAtTheSite() {
        var clinic = Clinic.simple();
        var slots = clinic.freeSlots(4);
        clinic.book(Clinic.patient(), slots.get(0)).then().statusCode(201);

        refused(clinic.book(Clinic.patient(), slots.get(0)), 409, "slot-full")
                .body("alternatives.slotId", contains(slots.get(1), slots.get(2), slots.get(3)))
                .body("title", equalTo("This slot has no seat left"));
    }

    @Test
    void anUnknownSlotIsSlotUnknown() {
        var clinic = Clinic.simple();
        var nobodys = Ids.SLOT.format(IdType.next(Instant.EPOCH));
        refused(clinic.book(Clinic.patient(), nobodys), 422, "slot-unknown")
                .body("errors.pointer", hasItem("#/slotId"));
        refused(clinic.book(Clinic.patient(), "slot_is-nonsense"), 422, "slot-unknown");
    }

    @Test
    void anUnknownVisitTypeIsVisitTypeUnknown() {
        var clinic = Clinic.simple();
        var body = Map.of("slotId", clinic.freeSlots(1).get(0), "visitType", "dancing");
        refused(Clinic.post(Tokens.patient(Clinic.patient()), "/v1/appointments", body), 422, "visit-type-unknown");
    }

    @Test
    void aVisitTypeOfAnotherProviderIsNotOffered() {
        var body = Map.of("slotId", Clinic.simple().freeSlots(1).get(0), "visitType", Clinic.simple().visitType);
        refused(Clinic.post(Tokens.patient(Clinic.patient()), "/v1/appointments", body), 422, "visit-type-not-offered");
    }

    @Test
    void aSlotInThePastIsSlotInPast() {
        var clinic = Clinic.with(Map.of(), Map.of("startsAt", "00:00", "endsAt", "23:40"));
        var slot = clinic.freeSlots(1).get(0);
        Clinic.moveClockBy(Duration.ofHours(3));
        refused(clinic.book(Clinic.patient(), slot), 422, "slot-in-past");
    }

    @Test
    void insideTheLeadTimeIsTooLateToBook() {
        var clinic = Clinic.with(Map.of("leadTime", "PT72H"), Map.of());
        var soon = clinic.allSlots(Clinic.now().plus(Duration.ofMinutes(1)), 1).get(0);
        refused(clinic.book(Clinic.patient(), soon), 409, "too-late-to-book")
                .body("bookableUntil", notNullValue())
                .body("alternatives", hasSize(3));
    }

    @Test
    void beyondTheHorizonIsTooEarlyToBookAndSaysWhenItOpens() {
        var clinic = Clinic.with(Map.of("horizon", "P10D"), Map.of());
        var later = clinic.allSlots(Clinic.now().plus(Duration.ofDays(20)), 1).get(0);
        refused(clinic.book(Clinic.patient(), later), 409, "too-early-to-book")
                .body("opensAt", notNullValue())
                .body("alternatives", hasSize(3));
    }

    @Test
    void aVisitLongerThanWhatIsFreeDoesNotFit() {
        var clinic = Clinic.with(Map.of("duration", "PT40M"), Map.of());
        var slots = clinic.allSlots(Clinic.now().plus(Duration.ofMinutes(1)), 9);
        clinic.book(Clinic.patient(), clinic.freeSlots(2).get(1)).then().statusCode(201);
        var beforeIt = clinic.search(1).<String>path("items[0].slotId");
        var lastOfDay = slots.get(8);
        refused(clinic.book(Clinic.patient(), lastOfDay), 409, "visit-does-not-fit");
        assertThat(beforeIt).isNotEqualTo(lastOfDay);
    }

    @Test
    void aSecondVisitOfThePatientAtThatTimeIsRefused() {
        var patient = Clinic.patient();
        var one = Clinic.simple();
        var other = Clinic.simple();
        one.book(patient, one.freeSlots(1).get(0)).then().statusCode(201);
        refused(other.book(patient, other.freeSlots(1).get(0)), 409, "patient-already-booked");
    }

    @Test
    void withoutAKeyNothingIsBooked() {
        var clinic = Clinic.simple();
        var answer = given().auth()
                .oauth2(Tokens.patient(Clinic.patient()))
                .contentType(ContentType.JSON)
                .body(clinic.booking(clinic.freeSlots(1).get(0)))
                .post("/v1/appointments");
        refused(answer, 400, "idempotency-key-missing");
    }

    @Test
    void aKeyThatWasUsedForAnotherSlotIsRefusedAndTheFirstBookingStands() {
        var clinic = Clinic.simple();
        var slots = clinic.freeSlots(2);
        var token = Tokens.patient(Clinic.patient());
        var key = UUID.randomUUID().toString();
        var first = Clinic.keyed(token, key, clinic.booking(slots.get(0))).post("/v1/appointments");
        first.then().statusCode(201);

        refused(
                Clinic.keyed(token, key, clinic.booking(slots.get(1))).post("/v1/appointments"),
                422,
                "idempotency-key-reused");
        Clinic.keyed(token, key, clinic.booking(slots.get(0)))
                .post("/v1/appointments")
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("id", equalTo(first.path("id")));
    }

    @Test
    void aRefusalIsNotStoredSoTheSameKeyWorksOnceThereIsASeat() {
        var clinic = Clinic.simple();
        var slot = clinic.freeSlots(1).get(0);
        var other = Clinic.patient();
        var taken = clinic.book(other, slot);
        var token = Tokens.patient(Clinic.patient());
        var key = UUID.randomUUID().toString();
        refused(Clinic.keyed(token, key, clinic.booking(slot)).post("/v1/appointments"), 409, "slot-full");

        Clinic.post(
                        Tokens.patient(other),
                        taken.header("Location") + "/cancellation",
                        Map.of("reason", "PATIENT_REQUEST"))
                .then()
                .statusCode(200);
        Clinic.keyed(token, key, clinic.booking(slot))
                .post("/v1/appointments")
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({
        "phone, 12, phone-invalid",
        "timeZone, Mars/Olympus, time-zone-unknown",
        "language, english please, language-unknown"
    })
    void whatAPatientBlockCannotMeanIsNamed(String field, String value, String code) {
        var clinic = Clinic.simple();
        var body =
                new HashMap<String, Object>(clinic.booking(clinic.freeSlots(1).get(0)));
        body.put("patient", Map.of(field, value));
        refused(Clinic.post(Tokens.patient(Clinic.patient()), "/v1/appointments", body), 422, code)
                .body("errors.pointer", contains("#/patient/" + field));
    }

    @Test
    void staffNameThePatientOrAPhone() {
        var clinic = Clinic.simple();
        var body = clinic.booking(clinic.freeSlots(1).get(0));
        refused(Clinic.post(Tokens.staff("agent", "*"), "/v1/appointments", body), 422, "patient-unidentified");
    }

    @Test
    void anUnknownFieldIsNamedByItsPlace() {
        var clinic = Clinic.simple();
        var body =
                new HashMap<String, Object>(clinic.booking(clinic.freeSlots(1).get(0)));
        body.put("patient", Map.of("role", "admin"));
        refused(Clinic.post(Tokens.patient(Clinic.patient()), "/v1/appointments", body), 400, "request-invalid")
                .body("errors.pointer", contains("#/patient/role"));
    }

    @Test
    void malformedJsonIsRequestInvalid() {
        var answer = given().auth()
                .oauth2(Tokens.patient(Clinic.patient()))
                .header("Idempotency-Key", "k")
                .contentType(ContentType.JSON)
                .body("{\"slotId\": ")
                .post("/v1/appointments");
        refused(answer, 400, "request-invalid").body("errors[0].detail", startsWith("not JSON"));
    }
}
