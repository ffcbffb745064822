package org.carepromise.scheduling.explanation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

@SchedulingTest
class ExplanationTest {

    @Test
    void whatSearchShowsIsBookable() {
        var clinic = Clinic.simple();
        explain(clinic, Tokens.patient(Clinic.patient()), clinic.freeSlots(1).get(0), Map.of())
                .then()
                .statusCode(200)
                .body("bookable", equalTo(true))
                .body("blockedBy", empty());
    }

    @Test
    void everyRuleInTheWayIsToldInTheOrderOfTheRulesWithWhenItLifts() {
        var kind = "room-" + UUID.randomUUID();
        var clinic = Clinic.with(
                Map.of("horizon", "PT1H", "duration", "PT40M", "futureLimit", 1, "resourceKind", kind), Map.of());
        var slots = clinic.slotsOfSession(Clinic.now().plus(Duration.ofDays(2)));
        var opensAt = Clinic.now().plus(Duration.ofHours(5)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        Behind.run("UPDATE slot SET taken = 1 WHERE id = ?", id(slots.get(0)));
        Behind.run(
                "UPDATE slot SET opens_at = ?::timestamptz WHERE provider_id = ?",
                opensAt.toString(),
                clinic.providerId());
        Behind.run(
                "INSERT INTO session_cap (session_id, number, visit_type_ids, most)"
                        + " SELECT id, 1, ARRAY[?], 0 FROM session WHERE provider_id = ?",
                clinic.visitType,
                clinic.providerId());
        var blocked = explain(clinic, Tokens.patient(Clinic.patient()), slots.get(0), Map.of());
        blocked.then().statusCode(200).body("bookable", equalTo(false));
        assertThat(blocked.<List<String>>path("blockedBy.code"))
                .containsExactly(
                        "slot-full", "cap-reached", "slot-not-released", "too-early-to-book", "resource-taken");
        assertThat(blocked.<List<String>>path("blockedBy.liftsAt").get(2)).isEqualTo(opensAt.toString());
        blocked.then().body("blockedBy[0].liftsAt", nullValue());
        // what is told is what booking says
        var refusal = refused(clinic.book(Clinic.patient(), slots.get(0)), 409, "slot-full");
        refusal.body(
                "alsoBlockedBy",
                equalTo(blocked.<List<String>>path("blockedBy.code").subList(1, 5)));
        assertThat(Instant.parse(blocked.<List<String>>path("blockedBy.liftsAt").get(3)))
                .isAfter(Clinic.now());
    }

    @Test
    void itAsksForThePatientWhoAsksAndForStaffAboutWhomTheyName() {
        var clinic = Clinic.simple();
        var other = Clinic.simple();
        var patient = Clinic.patient();
        clinic.book(patient, clinic.freeSlots(1).get(0)).then().statusCode(201);
        // both clinics begin their sessions together
        var slot = other.freeSlots(1).get(0);
        assertThat(codes(explain(other, Tokens.patient(patient), slot, Map.of())))
                .containsExactly("patient-already-booked");
        assertThat(codes(explain(other, Tokens.admin(), slot, Map.of("patient", Map.of("id", patient)))))
                .containsExactly("patient-already-booked");
        assertThat(codes(explain(other, Tokens.admin(), slot, Map.of()))).isEmpty();
        refused(
                explain(other, Tokens.patient(Clinic.patient()), slot, Map.of("patient", Map.of("id", patient))),
                404,
                "not-found");
        refused(
                given().contentType(ContentType.JSON).body("{}").post("/v1/availability/explanations"),
                401,
                "unauthenticated");
    }

    @Test
    void itChangesNothing() {
        var clinic = Clinic.simple();
        var slot = clinic.freeSlots(1).get(0);
        var key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            // the key is another body's, and ignored
            Clinic.keyed(
                            Tokens.patient(Clinic.patient()),
                            key,
                            Map.of("slotId", clinic.freeSlots(2).get(i), "visitType", clinic.visitType))
                    .post("/v1/availability/explanations")
                    .then()
                    .statusCode(200)
                    .body("bookable", equalTo(true));
        }
        assertThat(clinic.freeSlots(1).get(0)).isEqualTo(slot);
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        var clinic = Clinic.simple();
        var slot = clinic.freeSlots(1).get(0);
        refused(explain(clinic, Tokens.admin(), "slot_no", Map.of()), 422, "slot-unknown");
        refused(explain(clinic, Tokens.admin(), slot, Map.of("visitType", "dancing")), 422, "visit-type-unknown");
        refused(
                explain(clinic, Tokens.admin(), slot, Map.of("visitType", Clinic.simple().visitType)),
                422,
                "visit-type-not-offered");
    }

    private static List<String> codes(Response explained) {
        explained.then().statusCode(200);
        return explained.path("blockedBy.code");
    }

    private static UUID id(String slot) {
        return Ids.SLOT.parse(slot).orElseThrow();
    }

    private static Response explain(Clinic clinic, String token, String slot, Map<String, ?> more) {
        var body = new HashMap<String, Object>(Map.of("slotId", slot, "visitType", clinic.visitType));
        body.putAll(more);
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/availability/explanations");
    }
}
