package org.carepromise.kit.testclock;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.sample.SampleTest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

@SampleTest
@TestProfile(WithoutSandboxTest.Production.class)
class WithoutSandboxTest {

    public static class Production implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("carepromise.sandbox.enabled", "false");
        }
    }

    @Test
    void thereIsNoClockToMoveAndNoInboxToReadOutsideASandbox() {
        given().get("/v1/sample/sandbox/clock").then().statusCode(404).body("code", equalTo("not-found"));
        given().contentType(ContentType.JSON)
                .body("{\"to\":\"2099-01-01T00:00:00Z\"}")
                .post("/v1/sample/sandbox/clock")
                .then()
                .statusCode(404);
        given().get("/v1/sample/sandbox/inbox").then().statusCode(404);
    }
}
