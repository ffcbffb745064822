package org.carepromise.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.carepromise.kit.access.Claims;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;

/** Threads of the tests' sites, emptied for a test. */
public final class Inbox {

    public static final String SITE = "night-desk";
    public static final String NURSE = staff("nurse");
    public static final String SUPERVISOR = staff("supervisor");

    public static final String ROUTINE = "Please refill my lisinopril at the pharmacy, thank you";
    public static final String URGENT = "I have a fever of 102 since yesterday";
    public static final String EMERGENCY = "I have crushing chest pain and I am sweating";

    private Inbox() {}

    /** Nothing was written nor promised. */
    public static void empty() {
        Behind.run("DELETE FROM thread");
        Behind.run("DELETE FROM promise");
        Behind.run("DELETE FROM sla_timer");
        Behind.run("DELETE FROM alert");
    }

    public static String staff(String role, String... pools) {
        return staffAs(role, role + "-1", pools);
    }

    /** Of all sites; of all pools if none is named. */
    public static String staffAs(String role, String subject, String... pools) {
        return Tokens.sign(Tokens.of(role, subject)
                .claim(Claims.SITES, List.of("*"))
                .claim(Claims.POOLS, pools.length == 0 ? List.of("*") : List.of(pools)));
    }

    public static Map<String, Object> words(String text) {
        return new HashMap<>(Map.of("site", SITE, "topic", "clinical", "body", text));
    }

    public static String patient() {
        return "pat-" + UUID.randomUUID();
    }

    public static Response write(String patient, String text) {
        return post(Tokens.patient(patient), "/v1/threads", words(text));
    }

    public static String written(String patient, String text) {
        return write(patient, text).then().statusCode(201).extract().path("id");
    }

    public static Response get(String token, String path) {
        return given().auth().oauth2(token).get(path);
    }

    public static Response post(String token, String path, Object body) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    public static Instant now() {
        return Instant.parse(given().get("/v1/messaging/sandbox/clock").path("now"));
    }

    public static void moveClock(Instant to) {
        given().contentType(ContentType.JSON)
                .body(Map.of("to", to.toString()))
                .post("/v1/messaging/sandbox/clock")
                .then()
                .statusCode(200);
    }

    public static void moveClockBy(Duration by) {
        moveClock(now().plus(by));
    }
}
