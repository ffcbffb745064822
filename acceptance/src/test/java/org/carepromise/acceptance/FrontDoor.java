package org.carepromise.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;

/** What everybody does through the gateway. */
final class FrontDoor {

    private static final int MOST_TRIES = 20;

    private FrontDoor() {}

    /** A provider of visits of 20 minutes at Springfield, Monday to Friday from nine to four; returns the provider's id. */
    static String openClinic(String visitType, int seats) {
        var admin = token("admin", "setup", Map.of("sites", List.of("*")));
        post(
                        admin,
                        "/v1/visit-types",
                        Map.of("id", visitType, "name", "Visit", "modality", "IN_PERSON", "duration", "PT20M"))
                .then()
                .statusCode(201);
        String provider = post(
                        admin,
                        "/v1/providers",
                        Map.of("name", "Dr. Test", "sites", List.of("springfield"), "visitTypes", List.of(visitType)))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        post(
                        admin,
                        "/v1/session-templates",
                        Map.of(
                                "provider", provider,
                                "site", "springfield",
                                "weekdays", List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"),
                                "startsAt", "09:00",
                                "endsAt", "16:00",
                                "slotLength", "PT20M",
                                "capacity", seats))
                .then()
                .statusCode(201);
        return provider;
    }

    /** None of them so soon that it is too late for it before everybody has asked. */
    static List<String> freeSlots(String visitType, String provider, int limit) {
        var from = now().plus(Duration.ofDays(1)).toString();
        return through(patient())
                .get(
                        "/v1/availability?visitType={type}&provider={id}&from={from}&limit={n}",
                        visitType,
                        provider,
                        from,
                        limit)
                .then()
                .statusCode(200)
                .extract()
                .path("items.slotId");
    }

    static Response book(String token, String key, String slot, String visitType) {
        return unlessBusy(() -> through(token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(Map.of("slotId", slot, "visitType", visitType))
                .post("/v1/appointments"));
    }

    /** The token of a patient nobody else is. */
    static String patient() {
        var id = "pat-" + UUID.randomUUID();
        return token("patient", id, Map.of("patientId", id));
    }

    static String token(String role, String subject, Map<String, Object> claims) {
        var body = new HashMap<String, Object>(claims);
        body.put("role", role);
        body.put("subject", subject);
        return given().baseUri(WholeProduct.gateway())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/sandbox/tokens")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }

    static Response post(String token, String path, Map<String, Object> body) {
        var key = UUID.randomUUID().toString();
        return unlessBusy(() -> through(token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path));
    }

    /** As a good client does, which comes again where the product has no time for it just now. */
    static Response unlessBusy(Supplier<Response> request) {
        var answer = request.get();
        for (int again = 0; again < MOST_TRIES && answer.statusCode() == 503; again++) {
            answer = request.get();
        }
        return answer;
    }

    static Instant now() {
        return Instant.parse(
                given().baseUri(WholeProduct.gateway()).get("/v1/sandbox/clock").path("now"));
    }

    static void moveClock(Instant to) {
        unlessBusy(() -> given().baseUri(WholeProduct.gateway())
                        .contentType(ContentType.JSON)
                        .body(Map.of("to", to.toString()))
                        .post("/v1/sandbox/clock"))
                .then()
                .statusCode(200);
    }

    static RequestSpecification through(String token) {
        return given().baseUri(WholeProduct.gateway()).auth().oauth2(token);
    }
}
