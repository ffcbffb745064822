package org.carepromise.gateway.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.carepromise.gateway.Tokens;
import org.carepromise.gateway.Upstreams;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

@QuarkusTest
@QuarkusTestResource(Upstreams.class)
class SandboxTest {

    private static final String TOKENS = "/v1/sandbox/tokens";
    private static final String CLOCK = "/v1/sandbox/clock";
    private static final String CALLBACK_CLOCK = "/v1/callback/sandbox/clock";

    @AfterEach
    void theCallbackServiceIsBack() {
        control("back");
    }

    @Test
    void aTokenHasTheClaimsThatWereAskedFor() {
        var claims = claimsOf(Map.of(
                "role",
                "patient",
                "subject",
                "pat-1001-login",
                "patientId",
                "pat-1001",
                "proxyFor",
                List.of("pat-1002"),
                "sites",
                List.of("north"),
                "pools",
                List.of("*")));
        assertThat(claims.getString("iss")).isEqualTo("carepromise-sandbox");
        assertThat(claims.getString("aud")).isEqualTo("carepromise");
        assertThat(claims.getString("sub")).isEqualTo("pat-1001-login");
        assertThat(claims.getJsonArray("roles")).isEqualTo(new JsonArray(List.of("patient")));
        assertThat(claims.getString("patient_id")).isEqualTo("pat-1001");
        assertThat(claims.getJsonArray("proxy_for")).isEqualTo(new JsonArray(List.of("pat-1002")));
        assertThat(claims.getJsonArray("sites")).isEqualTo(new JsonArray(List.of("north")));
        assertThat(claims.getJsonArray("pools")).isEqualTo(new JsonArray(List.of("*")));
        assertThat(Duration.ofSeconds(claims.getLong("exp") - claims.getLong("iat")))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatIsLeftOutTheTokenLacks() {
        var claims = claimsOf(Map.of("role", "agent"));
        assertThat(claims.getString("sub")).isEqualTo("agent");
        assertThat(claims.fieldNames()).doesNotContain("patient_id", "proxy_for", "sites", "pools");
    }

    @Test
    void aTokenForEachRolePassesTheDoor() {
        for (var role : org.carepromise.kit.access.Role.ALL) {
            var token = asked(Map.of("role", role, "patientId", "pat-1"))
                    .statusCode(200)
                    .extract()
                    .path("accessToken");
            given().header("Authorization", "Bearer " + token)
                    .get("/v1/appointments")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void whatCannotBeATokenIsRefusedNamingTheField() {
        asked(Map.of("role", "king"))
                .statusCode(400)
                .body("code", equalTo("request-invalid"))
                .body("errors.pointer", hasItems("#/role"));
        asked(Map.of()).statusCode(400).body("errors.pointer", hasItems("#/role"));
        asked(Map.of("role", "patient")).statusCode(400).body("errors.pointer", hasItems("#/patientId"));
        asked(Map.of("role", "agent", "admin", true)).statusCode(400).body("errors.pointer", hasItems("#/admin"));
        asked(Map.of("role", "agent", "subject", "")).statusCode(400).body("errors.pointer", hasItems("#/subject"));
        asked(Map.of("role", "agent", "sites", "north")).statusCode(400).body("errors.pointer", hasItems("#/sites"));
        given().contentType(ContentType.JSON)
                .body("{")
                .post(TOKENS)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        given().contentType(ContentType.JSON).post(TOKENS).then().statusCode(400);
        given().contentType(ContentType.TEXT)
                .body("role=agent")
                .post(TOKENS)
                .then()
                .statusCode(415);
    }

    @Test
    void theClockMovesInEveryServiceByTheSame() {
        var before = now(given().get(CLOCK).then().statusCode(200));
        var after = now(moved(Map.of("advance", "PT2H")).statusCode(200));
        assertThat(Duration.between(before, after)).isCloseTo(Duration.ofHours(2), Duration.ofSeconds(10));
        assertThat(serviceTime("/v1/scheduling/sandbox/clock")).isCloseTo(after, within(10, ChronoUnit.SECONDS));
        assertThat(serviceTime(CALLBACK_CLOCK)).isCloseTo(after, within(10, ChronoUnit.SECONDS));

        var to = after.plus(Duration.ofDays(1));
        assertThat(now(moved(Map.of("to", to.toString())).statusCode(200)))
                .isCloseTo(to, within(10, ChronoUnit.SECONDS));
    }

    @Test
    void theClockMovesForwardOnly() {
        var now = now(given().get(CLOCK).then().statusCode(200));
        moved(Map.of("to", now.minusSeconds(60).toString()))
                .statusCode(409)
                .body("code", equalTo("clock-moves-forward-only"));
        moved(Map.of("advance", "-PT1H")).statusCode(409);
    }

    @Test
    void aMoveNamesEitherADurationOrAnInstant() {
        moved(Map.of()).statusCode(400).body("code", equalTo("request-invalid"));
        moved(Map.of("advance", "PT1H", "to", "2030-01-01T00:00:00Z")).statusCode(400);
        moved(Map.of("advance", "soon")).statusCode(400).body("errors.pointer", hasItems("#/advance"));
        moved(Map.of("advance", 3600)).statusCode(400);
        moved(Map.of("by", "PT1H")).statusCode(400).body("errors.pointer", hasItems("#/by"));
    }

    @Test
    void aServiceThatWasAwayIsNamedAndCatchesUp() {
        control("away");
        moved(Map.of("advance", "PT3H"))
                .statusCode(503)
                .body("code", equalTo("service-unavailable"))
                .body("detail", containsString("callback"))
                .header("Retry-After", "1");
        assertThat(now(given().get(CLOCK).then().statusCode(200))).isNotNull();
        control("back");
        assertThat(Duration.between(serviceTime(CALLBACK_CLOCK), serviceTime("/v1/scheduling/sandbox/clock")))
                .isGreaterThan(Duration.ofHours(2));

        var now = now(given().get(CLOCK).then().statusCode(200));
        assertThat(serviceTime(CALLBACK_CLOCK)).isCloseTo(now, within(10, ChronoUnit.SECONDS));
    }

    @Test
    void twoMovesAtOnceAddUp() throws Exception {
        var before = now(given().get(CLOCK).then().statusCode(200));
        var other = new Thread(() -> moved(Map.of("advance", "PT1H")).statusCode(200));
        other.start();
        moved(Map.of("advance", "PT1H")).statusCode(200);
        other.join();
        var after = now(given().get(CLOCK).then().statusCode(200));
        assertThat(Duration.between(before, after)).isCloseTo(Duration.ofHours(2), Duration.ofSeconds(10));
    }

    @Test
    void theInboxHoldsWhatEveryServiceWouldHaveSent() {
        given().get("/v1/sandbox/inbox")
                .then()
                .statusCode(200)
                .body("items.from", equalTo(List.of("callback", "scheduling")));
    }

    private static JsonObject claimsOf(Map<String, Object> wanted) {
        var answer =
                asked(wanted).statusCode(200).body("expiresIn", equalTo(3600)).header("Cache-Control", "no-store");
        String token = answer.extract().path("accessToken");
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1])));
    }

    private static ValidatableResponse asked(Map<String, Object> wanted) {
        return given().contentType(ContentType.JSON).body(wanted).post(TOKENS).then();
    }

    private static ValidatableResponse moved(Map<String, Object> move) {
        return given().contentType(ContentType.JSON).body(move).post(CLOCK).then();
    }

    private static Instant now(ValidatableResponse answer) {
        return Instant.parse(answer.extract().<String>path("now"));
    }

    private static Instant serviceTime(String path) {
        return now(given().get(path).then().statusCode(200));
    }

    private static void control(String state) {
        given().get(Tokens.setting("carepromise.gateway.services.callback") + "/control/" + state)
                .then()
                .statusCode(200);
    }
}
