package org.carepromise.scheduling.visittype;

import java.util.HashMap;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

@SchedulingTest
class VisitTypeTest {

    private static final String HARD = "Please discontinue anticoagulant medication approximately seventy-two hours "
            + "preceding the examination unless specifically instructed otherwise by your cardiologist.";

    private final String id = "visit-" + Clinic.patient();

    @Test
    void aVisitTypeIsReplacedByWhoKnowsItsVersion() {
        create(Map.of("futureLimit", 3)).then().statusCode(201);
        var instructions = Map.of("en", "Eat before you come.", "es", "Coma antes de venir.");
        replace("\"1\"", Map.of("name", "Longer", "duration", "PT40M", "instructions", instructions))
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("id", equalTo(id))
                .body("duration", equalTo("PT40M"));
        given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/visit-types/" + id)
                .then()
                .body("name", equalTo("Longer"))
                .body("instructions.es", equalTo("Coma antes de venir."))
                .body("futureLimit", nullValue())
                .body("reminderDays", contains(7, 3, 1))
                .body("version", equalTo(2));
        refused(replace("\"1\"", Map.of()), 412, "version-stale");
        refused(replace(null, Map.of()), 428, "version-missing");
        replace(null, Map.of("version", 2)).then().statusCode(200);
    }

    @Test
    void ofManyReplacementsOfOneVersionOneIsDone() {
        create(Map.of()).then().statusCode(201);
        var answers = Race.of(10, i -> replace("\"1\"", Map.of("name", "Number " + i)));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 412).hasSize(9);
    }

    @Test
    void instructionsThatAPatientCannotReadAreRefusedWithTheLongestSentence() {
        var hard = Map.of("instructions", Map.of("en", "Eat first. " + HARD, "es", "Coma antes."));
        refused(create(hard), 422, "instructions-too-hard")
                .body("errors.pointer", contains("#/instructions/en"))
                .body("grade", greaterThan(6f))
                .body("longestSentence", startsWith("Please discontinue"));
        create(Map.of()).then().statusCode(201);
        var hardInSpanish = Map.of(
                "instructions",
                Map.of(
                        "en",
                        "Eat first.",
                        "es",
                        "Interrumpa inmediatamente la administración de medicamentos anticoagulantes"
                                + " aproximadamente setenta y dos horas anteriormente a la exploración programada."));
        refused(replace("\"1\"", hardInSpanish), 422, "instructions-too-hard")
                .body("errors.pointer", contains("#/instructions/es"));
        refused(replace("\"1\"", Map.of("instructions", Map.of("en", "?", "es", "!"))), 422, "instructions-too-hard");
        refused(replace("\"1\"", Map.of("instructions", Map.of("en", "Eat first."))), 400, "request-invalid");
    }

    @Test
    void onlyAnAdminOfEverySiteReplacesAVisitType() {
        create(Map.of()).then().statusCode(201);
        refused(replace(Tokens.staff("admin", "springfield"), "\"1\"", Map.of()), 403, "forbidden");
        refused(replace(Tokens.staff("supervisor", "*"), "\"1\"", Map.of()), 403, "forbidden");
        refused(
                given().auth()
                        .oauth2(Tokens.admin())
                        .contentType(ContentType.JSON)
                        .header("If-Match", "\"1\"")
                        .body(Map.of("name", "X", "modality", "PHONE", "duration", "PT20M"))
                        .put("/v1/visit-types/nobody-" + id),
                404,
                "not-found");
    }

    private Response create(Map<String, ?> more) {
        var body = new HashMap<String, Object>(Map.of("id", id, "name", "X", "modality", "PHONE", "duration", "PT20M"));
        body.putAll(more);
        return Clinic.post(Tokens.admin(), "/v1/visit-types", body);
    }

    private Response replace(String ifMatch, Map<String, ?> more) {
        return replace(Tokens.admin(), ifMatch, more);
    }

    private Response replace(String token, String ifMatch, Map<String, ?> more) {
        var body = new HashMap<String, Object>(Map.of("name", "X", "modality", "PHONE", "duration", "PT20M"));
        body.putAll(more);
        var request = given().auth().oauth2(token).contentType(ContentType.JSON).body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).put("/v1/visit-types/" + id);
    }
}
