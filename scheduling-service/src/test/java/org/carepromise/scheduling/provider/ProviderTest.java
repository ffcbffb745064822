package org.carepromise.scheduling.provider;

import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

@SchedulingTest
class ProviderTest {

    private Clinic clinic;

    @BeforeEach
    void aProviderHasSessions() {
        clinic = Clinic.simple();
    }

    @Test
    void aProviderIsReplacedByWhoKnowsItsVersion() {
        var change = body(List.of("night-desk", "honolulu"), List.of(clinic.visitType));
        replace(Tokens.admin(), "\"1\"", change)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("languages", contains("es"));
        given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/providers/" + clinic.provider)
                .then()
                .body("name", equalTo("Dr. Renamed"))
                .body("sites", contains("night-desk", "honolulu"))
                .body("version", equalTo(2));
        refused(replace(Tokens.admin(), "\"1\"", change), 412, "version-stale");
        refused(replace(Tokens.admin(), null, change), 428, "version-missing");
    }

    @Test
    void whatSessionsStillNeedIsNotDroppedByTheWay() {
        refused(
                        replace(Tokens.admin(), "\"1\"", body(List.of("honolulu"), List.of(clinic.visitType))),
                        409,
                        "provider-in-use")
                .body("sites", contains("night-desk"));
        clinic.save(Map.of("startsAt", "13:00", "endsAt", "14:00", "visitTypes", List.of(clinic.visitType)))
                .then()
                .statusCode(201);
        var other = Clinic.simple().visitType;
        refused(replace(Tokens.admin(), "\"1\"", body(List.of("night-desk"), List.of(other))), 409, "provider-in-use")
                .body("visitTypes", contains(clinic.visitType));
    }

    @Test
    void onlyAnAdminOfAllTheProvidersSitesMayAndNamesMustBeKnown() {
        var fine = body(List.of("night-desk"), List.of(clinic.visitType));
        refused(replace(Tokens.staff("supervisor", "*"), "\"1\"", fine), 403, "forbidden");
        refused(replace(Tokens.staff("admin", "honolulu"), "\"1\"", fine), 403, "forbidden");
        refused(
                replace(
                        Tokens.staff("admin", "honolulu"),
                        "\"1\"",
                        body(List.of("honolulu"), List.of(clinic.visitType))),
                403,
                "forbidden");
        refused(replace(Tokens.admin(), "\"1\"", body(List.of("atlantis"), List.of("x"))), 422, "site-unknown");
        refused(
                replace(Tokens.admin(), "\"1\"", body(List.of("night-desk"), List.of("dancing"))),
                422,
                "visit-type-unknown");
    }

    private static Map<String, Object> body(List<String> sites, List<String> visitTypes) {
        return Map.of("name", "Dr. Renamed", "sites", sites, "visitTypes", visitTypes, "languages", List.of("es"));
    }

    private Response replace(String token, String ifMatch, Map<String, ?> body) {
        var request = given().auth().oauth2(token).contentType(ContentType.JSON).body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .put("/v1/providers/" + clinic.provider);
    }
}
