package org.carepromise.scheduling.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.RealParts;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;

@SchedulingTest
class CapacityTest {

    @Test
    void aSessionTakesNoMoreThanItsCapsAllow() {
        var clinic = Clinic.simple();
        cap(clinic, 3);
        var slots = clinic.slotsOfSession(Clinic.now().plus(Duration.ofDays(2)));
        var patients = Clinic.patients(8);
        var answers = Race.of(8, i -> clinic.book(patients.get(i), slots.get(i)));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(3);
        assertThat(codes(answers)).hasSize(5).containsOnly("cap-reached");
    }

    @Test
    void aCapThatComesWhileABookingWaitsForItsSlotCountsIt() throws Exception {
        var clinic = Clinic.simple();
        var slots = clinic.slotsOfSession(Clinic.now().plus(Duration.ofDays(2)));
        try (var change = RealParts.server().superuser("scheduling").getConnection();
                var locks = change.prepareStatement("SELECT FROM slot WHERE provider_id = ? FOR UPDATE")) {
            change.setAutoCommit(false);
            locks.setObject(1, clinic.providerId());
            locks.executeQuery();
            var booking = CompletableFuture.supplyAsync(() -> clinic.book(Clinic.patient(), slots.get(0)));
            Awaitility.await()
                    .until(() ->
                            Behind.count("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") > 0);
            try (var cap = change.prepareStatement("INSERT INTO session_cap (session_id, number, visit_type_ids, most)"
                    + " SELECT id, 1, ARRAY[?], 1 FROM session WHERE provider_id = ?")) {
                cap.setString(1, clinic.visitType);
                cap.setObject(2, clinic.providerId());
                cap.execute();
            }
            change.commit();
            booking.get().then().statusCode(201);
        }
        refused(clinic.book(Clinic.patient(), slots.get(1)), 409, "cap-reached");
    }

    @Test
    void aHoldCountsInItsCapAndACancellationNoLonger() {
        var clinic = Clinic.simple();
        cap(clinic, 1);
        var slots = clinic.slotsOfSession(Clinic.now().plus(Duration.ofDays(2)));
        var holder = Clinic.patient();
        var hold = Clinic.post(
                        Tokens.patient(holder),
                        "/v1/holds",
                        Map.of("slotId", slots.get(0), "visitType", clinic.visitType))
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        refused(clinic.book(Clinic.patient(), slots.get(1)), 409, "cap-reached");
        var booked = Clinic.post(Tokens.patient(holder), "/v1/appointments", Map.of("holdId", hold));
        booked.then().statusCode(201);
        refused(clinic.book(Clinic.patient(), slots.get(1)), 409, "cap-reached");
        // within the capped session its own visit counts as gone
        Clinic.post(Tokens.patient(holder), booked.header("Location") + "/reschedule", Map.of("slotId", slots.get(2)))
                .then()
                .statusCode(200);
        Clinic.post(
                        Tokens.patient(holder),
                        booked.header("Location") + "/cancellation",
                        Map.of("reason", "PATIENT_REQUEST"))
                .then()
                .statusCode(200);
        clinic.book(Clinic.patient(), slots.get(1)).then().statusCode(201);
    }

    @Test
    void onlyStaffOverbook() {
        var clinic = Clinic.simple();
        Behind.run("UPDATE slot SET overbook = 1 WHERE provider_id = ?", clinic.providerId());
        var slot = clinic.freeSlots(1).get(0);
        clinic.book(Clinic.patient(), slot).then().statusCode(201);
        refused(clinic.book(Clinic.patient(), slot), 409, "slot-full");
        var patient = Clinic.patient();
        refused(
                Clinic.post(
                        Tokens.patient(patient),
                        "/v1/appointments",
                        Map.of("slotId", slot, "visitType", clinic.visitType, "overbook", true)),
                403,
                "overbooking-not-allowed");
        var answers = Race.of(10, i -> overbook(clinic, slot));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(codes(answers)).hasSize(9).containsOnly("slot-full");
        assertThat(clinic.freeSlots(200)).doesNotContain(slot);
    }

    @Test
    void aPatientHasOnlySoManyVisitsAhead() {
        var clinic = Clinic.with(Map.of("futureLimit", 2), Map.of());
        var slots = clinic.freeSlots(10);
        var patient = Clinic.patient();
        var answers = Race.of(10, i -> clinic.book(patient, slots.get(i)));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(2);
        assertThat(codes(answers)).hasSize(8).containsOnly("future-limit-reached");
    }

    @Test
    void aRoomIsUsedByOneVisitAtATime() {
        var kind = "room-" + UUID.randomUUID();
        var clinic = Clinic.with(Map.of("resourceKind", kind), Map.of("capacity", 10));
        room(clinic, kind);
        room(clinic, kind);
        var slot = clinic.allSlots(Clinic.now().plus(Duration.ofDays(2)), 1).get(0);
        var patients = Clinic.patients(10);
        var answers = Race.of(10, i -> clinic.book(patients.get(i), slot));
        var booked =
                answers.stream().filter(answer -> answer.statusCode() == 201).toList();
        assertThat(booked).hasSize(2);
        assertThat(booked.stream().map(answer -> answer.<String>path("resource")))
                .doesNotHaveDuplicates();
        assertThat(codes(answers)).hasSize(8).containsOnly("resource-taken");
        Clinic.post(Tokens.admin(), booked.get(0).header("Location") + "/cancellation", Map.of("reason", "OTHER"))
                .then()
                .statusCode(200);
        clinic.book(Clinic.patient(), slot)
                .then()
                .statusCode(201)
                .body("resource", equalTo(booked.get(0).path("resource")));
    }

    @Test
    void aRoomThatIsOnlyHeldComesBackByItself() {
        var kind = "room-" + UUID.randomUUID();
        var clinic = Clinic.with(Map.of("resourceKind", kind), Map.of("capacity", 10));
        room(clinic, kind);
        var slot = clinic.allSlots(Clinic.now().plus(Duration.ofDays(2)), 1).get(0);
        var holder = Clinic.patient();
        var hold =
                Clinic.post(Tokens.patient(holder), "/v1/holds", Map.of("slotId", slot, "visitType", clinic.visitType));
        hold.then().statusCode(201);
        refused(clinic.book(Clinic.patient(), slot), 409, "resource-taken");
        Clinic.moveClock(Instant.parse(hold.path("expiresAt")));
        clinic.book(Clinic.patient(), slot).then().statusCode(201);
        refused(
                Clinic.post(Tokens.patient(holder), "/v1/appointments", Map.of("holdId", hold.path("id"))),
                410,
                "hold-expired");
    }

    private static Response overbook(Clinic clinic, String slot) {
        return Clinic.post(
                Tokens.admin(),
                "/v1/appointments",
                Map.of(
                        "slotId",
                        slot,
                        "visitType",
                        clinic.visitType,
                        "patient",
                        Map.of("id", Clinic.patient()),
                        "overbook",
                        true));
    }

    private static void cap(Clinic clinic, int most) {
        Behind.run(
                "INSERT INTO session_cap (session_id, number, visit_type_ids, most)"
                        + " SELECT id, 1, ARRAY[?], ? FROM session WHERE provider_id = ?",
                clinic.visitType,
                most,
                clinic.providerId());
    }

    private static void room(Clinic clinic, String kind) {
        Behind.run(
                "INSERT INTO resource (id, site_id, kind, name, version, created_at)"
                        + " VALUES (?, ?, ?, 'Room', 1, '2026-01-01T00:00:00Z')",
                UUID.randomUUID(),
                clinic.site,
                kind);
    }

    private static List<String> codes(List<Response> answers) {
        return answers.stream()
                .filter(answer -> answer.statusCode() == 409)
                .map(answer -> answer.<String>path("code"))
                .toList();
    }
}
