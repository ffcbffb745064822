package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.id.IdType;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

@SchedulingTest
class AppointmentAccessTest {

    private static final Map<String, String> CANCELLATION = Map.of("reason", "PATIENT_REQUEST");

    @Test
    void anotherPatientsAppointmentLooksLikeOneThatIsNotThere() {
        var clinic = Clinic.simple();
        var owner = Clinic.patient();
        var location = clinic.book(owner, clinic.freeSlots(1).get(0)).header("Location");
        var stranger = Tokens.patient(Clinic.patient());
        var nobodys = "/v1/appointments/" + Ids.APPOINTMENT.format(IdType.next(Instant.EPOCH));

        refused(as(stranger).get(location), 404, "not-found");
        refused(Clinic.post(stranger, location + "/cancellation", CANCELLATION), 404, "not-found");
        assertThat(withoutTrace(as(stranger).get(location)))
                .isEqualTo(withoutTrace(as(stranger).get(nobodys)));
        as(Tokens.patient(owner)).get(location).then().statusCode(200).body("state", equalTo("BOOKED"));
    }

    @Test
    void aPatientBooksForNobodyElse() {
        var clinic = Clinic.simple();
        var body =
                new HashMap<String, Object>(clinic.booking(clinic.freeSlots(1).get(0)));
        body.put("patient", Map.of("id", "somebody-else"));
        refused(Clinic.post(Tokens.patient(Clinic.patient()), "/v1/appointments", body), 404, "not-found");
    }

    @Test
    void aProxyBooksForTheOneWhoNamedThemAndNobodyElse() {
        var clinic = Clinic.simple();
        var child = Clinic.patient();
        var parent = Tokens.patient(Clinic.patient(), child);
        var slot = clinic.freeSlots(1).get(0);

        actingFor(parent, child, clinic.booking(slot))
                .post("/v1/appointments")
                .then()
                .statusCode(201)
                .body("patient.id", equalTo(child));
        refused(
                actingFor(parent, "not-my-child", clinic.booking(slot)).post("/v1/appointments"),
                403,
                "acting-not-allowed");
    }

    @Test
    void aPortalActsForThePatientInItsHeaderAndForNobodyWithoutIt() {
        var clinic = Clinic.simple();
        var patient = Clinic.patient();
        var slot = clinic.freeSlots(1).get(0);

        refused(Clinic.post(Tokens.portal(), "/v1/appointments", clinic.booking(slot)), 403, "acting-not-allowed");
        actingFor(Tokens.portal(), patient, clinic.booking(slot))
                .post("/v1/appointments")
                .then()
                .statusCode(201);
        as(Tokens.portal())
                .header("On-Behalf-Of-Patient", patient)
                .get("/v1/appointments")
                .then()
                .body("items", hasSize(1));
    }

    @Test
    void staffMayNotActAsAPatientByHeader() {
        refused(
                as(Tokens.staff("agent", "*"))
                        .header("On-Behalf-Of-Patient", "x")
                        .get("/v1/appointments/appt_x"),
                403,
                "acting-not-allowed");
    }

    @Test
    void staffSeeTheirSitesAlone() {
        var clinic = Clinic.simple();
        var location = clinic.book(Clinic.patient(), clinic.freeSlots(1).get(0)).header("Location");

        as(Tokens.staff("agent", clinic.site)).get(location).then().statusCode(200);
        as(Tokens.staff("agent", "*")).get(location).then().statusCode(200);
        refused(as(Tokens.staff("agent", "springfield")).get(location), 404, "not-found");
        refused(as(Tokens.staff("agent")).get(location), 404, "not-found");
    }

    @Test
    void staffOfAnotherSiteDoNotBookHere() {
        var clinic = Clinic.simple();
        var body =
                new HashMap<String, Object>(clinic.booking(clinic.freeSlots(1).get(0)));
        body.put("patient", Map.of("id", Clinic.patient()));
        refused(Clinic.post(Tokens.staff("agent", "springfield"), "/v1/appointments", body), 403, "forbidden");
    }

    @Test
    void anIntegrationNamesItsAgent() {
        var clinic = Clinic.simple();
        var body =
                new HashMap<String, Object>(clinic.booking(clinic.freeSlots(1).get(0)));
        body.put("patient", Map.of("id", Clinic.patient()));
        var crm = Tokens.staff("integration", "*");

        refused(Clinic.post(crm, "/v1/appointments", body), 403, "acting-not-allowed");
        Clinic.keyed(crm, UUID.randomUUID().toString(), body)
                .header("On-Behalf-Of-Agent", "agent-7")
                .post("/v1/appointments")
                .then()
                .statusCode(201);
    }

    @Test
    void aPhoneInAnyNationalFormIdentifiesAGuestBookedByStaff() {
        var clinic = Clinic.simple();
        var slots = clinic.freeSlots(2);
        var agent = Tokens.staff("agent", "*");
        var number = String.format("555%07d", Math.floorMod(UUID.randomUUID().hashCode(), 10_000_000));
        var guest =
                Map.of("name", "Zoë Núñez-Ortiz", "phone", "217-" + number.substring(3, 6) + "-" + number.substring(6));
        var sameGuest = Map.of("name", "zoe nunez ortiz", "phone", "+1 217 " + number.substring(3));

        booked(agent, clinic, slots.get(0), guest).then().statusCode(201).body("patient.id", equalTo(null));
        refused(booked(agent, Clinic.simple(), slots.get(0), sameGuest), 422, "visit-type-not-offered");
        refused(booked(agent, clinic, slots.get(0), sameGuest), 409, "slot-full")
                .body("alsoBlockedBy", equalTo(List.of("patient-already-booked")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/appointments", "/v1/sites", "/v1/availability?visitType=x", "/v1/providers"})
    void withoutATokenNothingIsShown(String path) {
        refused(given().get(path), 401, "unauthenticated").header("WWW-Authenticate", equalTo("Bearer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auditor", "service", "relations"})
    void rolesThatHaveNoBusinessWithAppointmentsAreRefused(String role) {
        refused(as(Tokens.staff(role, "*")).get("/v1/appointments/appt_x"), 403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "agent", "nurse", "supervisor"})
    void onlyAnAdminCreatesVisitTypes(String role) {
        var body = Map.of("id", "x", "name", "X", "modality", "PHONE", "duration", "PT10M");
        refused(Clinic.post(Tokens.staff(role, "*"), "/v1/visit-types", body), 403, "forbidden");
    }

    private static Response booked(String token, Clinic clinic, String slot, Map<String, String> patient) {
        var body = new HashMap<String, Object>(clinic.booking(slot));
        body.put("patient", patient);
        return Clinic.post(token, "/v1/appointments", body);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    private static RequestSpecification actingFor(String token, String patient, Object body) {
        return Clinic.keyed(token, UUID.randomUUID().toString(), body).header("On-Behalf-Of-Patient", patient);
    }

    private static Map<String, Object> withoutTrace(Response answer) {
        var body = new HashMap<String, Object>(answer.jsonPath().getMap("$"));
        body.remove("traceId");
        return body;
    }
}
