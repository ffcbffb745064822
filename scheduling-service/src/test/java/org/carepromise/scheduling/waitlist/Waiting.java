package org.carepromise.scheduling.waitlist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;

import org.carepromise.kit.access.Role;
import org.carepromise.scheduling.Clinic;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;

/** A clinic's waiting list, as its patients see it. */
final class Waiting {

    static final ZoneId ZONE = ZoneId.of("America/Chicago");

    final Clinic clinic;

    Waiting(Clinic clinic) {
        this.clinic = clinic;
    }

    /** Between breakfast and supper in Chicago: nobody there is to be left alone. */
    static void byDay() {
        var local = Clinic.now().atZone(ZONE);
        if (local.toLocalTime().isBefore(LocalTime.of(9, 0))
                || local.toLocalTime().isAfter(LocalTime.of(16, 0))) {
            var day = local.toLocalTime().isBefore(LocalTime.of(9, 0))
                    ? local.toLocalDate()
                    : local.toLocalDate().plusDays(1);
            Clinic.moveClock(day.atTime(10, 0).atZone(ZONE).toInstant());
        }
    }

    /** Lets all happen that is due. */
    static void settle() {
        Clinic.moveClock(Clinic.now().plus(Duration.ofSeconds(1)));
    }

    List<String> slots(int many) {
        return clinic.allSlots(Clinic.now().plus(Duration.ofDays(3)), many);
    }

    String booked(String patient, String slot) {
        return clinic.book(patient, slot).then().statusCode(201).extract().path("id");
    }

    static Response cancel(String patient, String appointment) {
        return Clinic.keyed(Tokens.patient(patient), UUID.randomUUID().toString(), Map.of("reason", "PATIENT_REQUEST"))
                .post("/v1/appointments/{id}/cancellation", appointment);
    }

    /** @return the entry's id */
    String waits(String patient) {
        return waits(patient, Map.of());
    }

    String waits(String patient, Map<String, Object> wishes) {
        var body = entry(Map.of("email", patient + "@example.org", "name", "Ada Moreno"));
        body.putAll(wishes);
        return Clinic.post(Tokens.patient(patient), "/v1/waitlist-entries", body)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    String waitsInZone(String patient, String zone) {
        return Clinic.post(
                        Tokens.patient(patient),
                        "/v1/waitlist-entries",
                        entry(Map.of("email", patient + "@example.org", "timeZone", zone)))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    String waitsFirst(String patient, int priority) {
        var body = entry(Map.of("id", patient, "email", patient + "@example.org"));
        body.put("priority", priority);
        return Clinic.post(Tokens.staff(Role.AGENT, clinic.site), "/v1/waitlist-entries", body)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Map<String, Object> entry(Map<String, Object> patient) {
        return new HashMap<>(Map.of("visitType", clinic.visitType, "sites", List.of(clinic.site), "patient", patient));
    }

    static String stateOfEntry(String patient, String entry) {
        return given().auth()
                .oauth2(Tokens.patient(patient))
                .get("/v1/waitlist-entries/{id}", entry)
                .path("state");
    }

    /** @return the ids of the patient's open offers */
    static List<String> offers(String patient) {
        return offers(patient, "id");
    }

    static List<String> offers(String patient, String field) {
        return askForOffers(patient).then().statusCode(200).extract().path("items." + field);
    }

    static Response askForOffers(String patient) {
        return given().auth().oauth2(Tokens.patient(patient)).get("/v1/waitlist-offers");
    }

    static Response offer(String patient, String id) {
        return given().auth().oauth2(Tokens.patient(patient)).get("/v1/waitlist-offers/{id}", id);
    }

    static Instant expiry(String patient, String offer) {
        return Instant.parse(offer(patient, offer).path("expiresAt"));
    }

    static Response accept(String patient, String offer) {
        return answer(patient, offer, "acceptance");
    }

    static Response decline(String patient, String offer) {
        return answer(patient, offer, "decline");
    }

    private static Response answer(String patient, String offer, String how) {
        return Clinic.keyed(Tokens.patient(patient), UUID.randomUUID().toString(), Map.of())
                .post("/v1/waitlist-offers/{id}/" + how, offer);
    }
}
