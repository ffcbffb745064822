package org.carepromise.gateway;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

/** As in production: no sandbox. */
@QuarkusTest
@QuarkusTestResource(Upstreams.class)
@TestProfile(ProductionTest.NoSandbox.class)
class ProductionTest {

    public static class NoSandbox implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("carepromise.sandbox.enabled", "false");
        }
    }

    @Test
    void theSandboxIsNotThere() {
        given().contentType(ContentType.JSON)
                .body(Map.of("role", "admin"))
                .post("/v1/sandbox/tokens")
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        given().contentType(ContentType.JSON)
                .body(Map.of("advance", "PT1H"))
                .post("/v1/sandbox/clock")
                .then()
                .statusCode(404);
        given().get("/v1/sandbox/clock").then().statusCode(404).contentType("application/problem+json");
        given().get("/v1/sandbox/inbox").then().statusCode(404);
    }

    @Test
    void browsersAreToldToStayOnTls() {
        given().get("/v1/appointments")
                .then()
                .statusCode(200)
                .header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        given().get("/v1/nothing")
                .then()
                .statusCode(404)
                .header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
}
