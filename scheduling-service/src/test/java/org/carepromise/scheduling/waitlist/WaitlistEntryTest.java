package org.carepromise.scheduling.waitlist;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.access.Role;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

@SchedulingTest
class WaitlistEntryTest {

    private static final ZoneId ZONE = ZoneId.of("America/Chicago");

    private Clinic clinic;
    private final String patient = Clinic.patient();
    private final String token = Tokens.patient(patient);

    @BeforeEach
    void open() {
        clinic = Clinic.simple();
    }

    @Test
    void aPatientWaitsAndReadsAllThatWasAsked() {
        var today = LocalDate.ofInstant(Clinic.now(), ZONE);
        String id = join(Map.of(
                        "providers", List.of(clinic.provider),
                        "weekdays", List.of("TUESDAY", "MONDAY"),
                        "earliest", "09:00",
                        "latest", "11:30",
                        "from", today.toString(),
                        "until", today.plusDays(20).toString()))
                .then()
                .statusCode(201)
                .header("Location", startsWith("/v1/waitlist-entries/wait_"))
                .header("ETag", "\"1\"")
                .extract()
                .path("id");

        read(token, id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("state", equalTo("OPEN"))
                .body("visitType", equalTo(clinic.visitType))
                .body("sites", contains("night-desk"))
                .body("providers", contains(clinic.provider))
                .body("weekdays", contains("MONDAY", "TUESDAY"))
                .body("earliest", equalTo("09:00"))
                .body("latest", equalTo("11:30"))
                .body("until", equalTo(today.plusDays(20).toString()))
                .body("priority", equalTo(0))
                .body("patient.id", equalTo(patient))
                .body("$", not(hasItem("appointmentId")));
        given().auth()
                .oauth2(token)
                .get("/v1/waitlist-entries")
                .then()
                .statusCode(200)
                .body("items.id", contains(id));
    }

    @Test
    void nobodyWaitsTwiceForOneVisitTypeAndIsToldWhichEntryThereIs() {
        String id = join(Map.of()).then().statusCode(201).extract().path("id");
        refused(join(Map.of()), 409, "waitlist-entry-exists").body("waitlistEntryId", equalTo(id));

        withdraw(token, id).then().statusCode(200).body("state", equalTo("WITHDRAWN"));
        join(Map.of()).then().statusCode(201);
    }

    @Test
    void ofFiftyWhoPutOnePatientOnTheListAtOnceOneSucceeds() {
        var answers = Race.of(50, i -> join(Map.of()));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(49);
    }

    @Test
    void whoHasLeftCanNotLeaveAgain() {
        String id = join(Map.of()).then().statusCode(201).extract().path("id");
        withdraw(token, id).then().statusCode(200).header("ETag", "\"2\"");
        refused(withdraw(token, id), 409, "waitlist-entry-closed").body("state", equalTo("WITHDRAWN"));
    }

    @Test
    void onlyStaffSetAPriority() {
        refused(join(Map.of("priority", 1)), 403, "forbidden");
        join(Tokens.staff(Role.AGENT, "night-desk"), Map.of("priority", 9, "patient", Map.of("id", patient)))
                .then()
                .statusCode(201)
                .body("priority", equalTo(9));
    }

    @Test
    void whatNobodyKnowsIsNamed() {
        refused(join(Map.of("visitType", "unheard-of")), 422, "visit-type-unknown");
        refused(join(Map.of("sites", List.of("atlantis"))), 422, "site-unknown");
        refused(join(Map.of("providers", List.of("prov_01kat3v0000000000000000000"))), 422, "provider-unknown");
        refused(join(Map.of("providers", List.of("dr-no"))), 422, "provider-unknown");
        refused(join(Map.of("appointmentId", "appt_01kat3v0000000000000000000")), 422, "appointment-unknown");
    }

    @Test
    void aWindowInWhichNothingCanBeginIsRefused() {
        var yesterday = LocalDate.ofInstant(Clinic.now(), ZONE).minusDays(1);
        refused(join(Map.of("earliest", "10:00", "latest", "09:59")), 422, "waitlist-window-empty");
        refused(join(Map.of("from", "2030-01-02", "until", "2030-01-01")), 422, "waitlist-window-empty");
        refused(join(Map.of("until", yesterday.toString())), 422, "waitlist-window-empty");
        refused(join(Map.of("sites", List.of())), 400, "request-invalid");
        refused(join(Map.of("weekdays", List.of("SOMEDAY"))), 400, "request-invalid");
    }

    @Test
    void onlyOnesOwnBookedVisitIsReplaced() {
        var slots = clinic.freeSlots(2);
        String own = clinic.book(patient, slots.get(0))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String others = clinic.book(Clinic.patient(), slots.get(1))
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        refused(join(Map.of("appointmentId", others)), 422, "appointment-unknown");
        join(Map.of("appointmentId", own)).then().statusCode(201).body("appointmentId", equalTo(own));
    }

    @Test
    void othersSeeNothingOfIt() {
        String id = join(Map.of()).then().statusCode(201).extract().path("id");
        var stranger = Tokens.patient(Clinic.patient());

        refused(read(stranger, id), 404, "not-found");
        refused(withdraw(stranger, id), 404, "not-found");
        refused(read(Tokens.staff(Role.AGENT, "springfield"), id), 404, "not-found");
        given().auth().oauth2(stranger).get("/v1/waitlist-entries").then().body("items", hasSize(0));
        refused(
                Clinic.post(
                        stranger,
                        "/v1/waitlist-entries",
                        Map.of(
                                "visitType", clinic.visitType,
                                "sites", List.of("night-desk"),
                                "patient", Map.of("id", patient))),
                404,
                "not-found");
    }

    @Test
    void staffListThoseWhoWaitAtTheirSites() {
        String id = join(Map.of()).then().statusCode(201).extract().path("id");
        var agent = Tokens.staff(Role.AGENT, "night-desk");
        assertThat(allOpen(agent, "night-desk")).contains(id);
        assertThat(allOpen(Tokens.staff(Role.AGENT, "springfield"), "springfield"))
                .doesNotContain(id);
        refused(given().auth().oauth2(agent).get("/v1/waitlist-entries?site=springfield"), 403, "forbidden");
        refused(join(Tokens.staff(Role.AGENT, "springfield"), Map.of("patient", Map.of("id", "p"))), 403, "forbidden");

        withdraw(agent, id).then().statusCode(200);
        assertThat(allOpen(agent, "night-desk")).doesNotContain(id);
    }

    @Test
    void anEntryEndsWithItsLastDay() {
        var today = LocalDate.ofInstant(Clinic.now(), ZONE);
        String id = join(Map.of("until", today.toString()))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Clinic.moveClock(today.plusDays(1).atStartOfDay(ZONE).toInstant().plus(Duration.ofSeconds(1)));
        read(token, id).then().body("state", equalTo("LAPSED"));
    }

    private List<String> allOpen(String staff, String site) {
        List<String> all = new java.util.ArrayList<>();
        String cursor = null;
        do {
            var page = given().auth()
                    .oauth2(staff)
                    .queryParam("site", site)
                    .queryParam("limit", 200)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/v1/waitlist-entries")
                    .then()
                    .statusCode(200)
                    .extract();
            all.addAll(page.path("items.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        return all;
    }

    private Response join(Map<String, Object> wishes) {
        return join(token, wishes);
    }

    private Response join(String by, Map<String, Object> wishes) {
        var body = new HashMap<String, Object>(Map.of("visitType", clinic.visitType, "sites", List.of(clinic.site)));
        body.putAll(wishes);
        return Clinic.post(by, "/v1/waitlist-entries", body);
    }

    private static Response read(String by, String id) {
        return given().auth().oauth2(by).get("/v1/waitlist-entries/{id}", id);
    }

    private static Response withdraw(String by, String id) {
        return Clinic.keyed(by, UUID.randomUUID().toString(), Map.of())
                .post("/v1/waitlist-entries/{id}/withdrawal", id);
    }
}
