package org.carepromise.scheduling.appointment;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;

import static io.restassured.RestAssured.given;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

/** A booking page without login: it finds times, holds and books at its own site, and is shown nothing else. */
@SchedulingTest
class GuestBookingTest {

    private static final String ORIGIN = "https://www.night-desk.example";

    @Test
    void aGuestSearchesHoldsAndBooksAndCannotReadWhatWasBooked() {
        var clinic = Clinic.simple();
        var found = guest().get("/v1/availability?visitType={type}&limit=2", clinic.visitType);
        found.then().statusCode(200).body("items", hasSize(2)).body("items.site", everyItem(equalTo("night-desk")));
        var held = create("/v1/holds", Map.of("slotId", found.path("items[0].slotId"), "visitType", clinic.visitType));
        held.then().statusCode(201);
        var booked = create("/v1/appointments", booking(Map.of("holdId", held.path("id"))));
        booked.then().statusCode(201);
        create(
                        "/v1/appointments",
                        booking(Map.of("slotId", found.path("items[1].slotId"), "visitType", clinic.visitType)))
                .then()
                .statusCode(201);
        for (var path : new String[] {booked.header("Location"), "/v1/appointments", held.header("Location")}) {
            refused(guest().get(path), 401, "unauthenticated");
        }
        refused(
                guest().contentType(ContentType.JSON)
                        .body(Map.of("reason", "PATIENT_REQUEST"))
                        .post(booked.header("Location") + "/cancellation"),
                401,
                "unauthenticated");
    }

    @Test
    void aGuestStaysAtTheKeysSite() {
        var clinic = Clinic.at("springfield", Map.of(), Map.of());
        refused(guest().get("/v1/availability?visitType={type}&site=springfield", clinic.visitType), 403, "forbidden");
        guest().get("/v1/availability?visitType={type}", clinic.visitType)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        var slot = clinic.freeSlots(1).get(0);
        refused(create("/v1/holds", Map.of("slotId", slot, "visitType", clinic.visitType)), 403, "forbidden");
        refused(
                create("/v1/appointments", booking(Map.of("slotId", slot, "visitType", clinic.visitType))),
                403,
                "forbidden");
    }

    @Test
    void aGuestOverbooksNothingAndNamesNoId() {
        var clinic = Clinic.simple();
        var slot = clinic.freeSlots(1).get(0);
        refused(
                create(
                        "/v1/appointments",
                        booking(Map.of("slotId", slot, "visitType", clinic.visitType, "overbook", true))),
                403,
                "overbooking-not-allowed");
        refused(
                create(
                        "/v1/appointments",
                        Map.of(
                                "slotId",
                                slot,
                                "visitType",
                                clinic.visitType,
                                "patient",
                                Map.of("id", "pat-ada", "name", "Ada Moreno", "phone", "+1 217 555 0123"))),
                404,
                "not-found");
    }

    @Test
    void otherPagesAndUnknownKeysBookNothing() {
        var body = booking(Map.of("slotId", "slot_x", "visitType", "x"));
        refused(
                send(guest().header("Origin", "https://evil.example"), "/v1/appointments", body),
                403,
                "origin-not-allowed");
        refused(
                send(given().header("Site-Key", "pk_nobody_4M7TQ2XK9B"), "/v1/appointments", body),
                401,
                "site-key-unknown");
        refused(send(given(), "/v1/appointments", body), 401, "unauthenticated");
        send(guest().header("Origin", ORIGIN), "/v1/appointments", body).then().statusCode(422);
    }

    private static RequestSpecification guest() {
        return given().header("Site-Key", "pk_night_desk_4M7TQ2XK9B");
    }

    private static Response create(String path, Map<String, Object> body) {
        return send(guest(), path, body);
    }

    private static Response send(RequestSpecification caller, String path, Map<String, Object> body) {
        return caller.contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post(path);
    }

    private static Map<String, Object> booking(Map<String, Object> target) {
        var booking = new HashMap<>(target);
        booking.put("patient", Map.of("name", "Ada " + UUID.randomUUID(), "phone", "+1 217 555 0123"));
        return booking;
    }
}
