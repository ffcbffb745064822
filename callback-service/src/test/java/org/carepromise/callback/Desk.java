package org.carepromise.callback;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;

/** A desk that never closes, emptied for a test, in the morning of a day. */
public final class Desk {

    public static final String SITE = "night-desk";
    public static final ZoneId ZONE = ZoneId.of("America/Chicago");
    public static final String AGENT = Tokens.staff("agent", SITE);
    public static final String SUPERVISOR = Tokens.staff("supervisor", SITE);
    private static final List<String> EVERY_DAY =
            List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY");

    private Desk() {}

    /** Nothing is rostered nor promised, and it is 09:00 at the desk. */
    public static Instant open() {
        Behind.run("DELETE FROM callback");
        Behind.run("DELETE FROM callback_roster");
        Behind.run("DELETE FROM callback_intake_pause");
        Behind.run("DELETE FROM callback_agent");
        Behind.run("DELETE FROM capacity_fall");
        // what the test before left to happen: alerts that nobody answers, promises that break, at many stops of the
        // clock
        Behind.run("DELETE FROM promise");
        Behind.run("DELETE FROM sla_timer");
        Behind.run("DELETE FROM alert");
        var now = now().atZone(ZONE);
        var nine = now.toLocalDate().atTime(LocalTime.of(9, 0)).atZone(ZONE);
        var morning = nine.isAfter(now) ? nine : nine.plusDays(1);
        moveClock(morning.toInstant());
        return morning.toInstant();
    }

    public static Response roster(int agents, String... languages) {
        return roster(agents, List.of("billing", "scheduling", "clinical"), languages);
    }

    public static Response roster(int agents, List<String> skills, String... languages) {
        return post(
                Tokens.admin(),
                "/v1/callback-rosters",
                Map.of(
                        "site",
                        SITE,
                        "name",
                        "Desk",
                        "skills",
                        skills,
                        "languages",
                        languages.length == 0 ? List.of("en") : List.of(languages),
                        "weekly",
                        List.of(Map.of(
                                "weekdays", EVERY_DAY, "startsAt", "00:00", "endsAt", "24:00", "agents", agents))));
    }

    public static Map<String, Object> request(String patient) {
        return request(patient, Map.of());
    }

    public static Map<String, Object> request(String patient, Map<String, Object> told) {
        var block = new HashMap<String, Object>(
                Map.of("id", patient, "name", "Ada Moreno", "phone", phone(patient), "language", "en"));
        block.putAll(told);
        return new HashMap<>(Map.of("patient", block, "site", SITE, "topic", "billing"));
    }

    public static Map<String, Object> windowed(String patient, Instant start, Duration length) {
        var body = request(patient);
        body.put("windowStart", start.toString());
        body.put("windowEnd", start.plus(length).toString());
        return body;
    }

    /** A number of one's own for each patient. */
    public static String phone(String patient) {
        return "+1217555%04d".formatted(Math.floorMod(patient.hashCode(), 10_000));
    }

    public static Response ask(Map<String, Object> body) {
        return post(AGENT, "/v1/callbacks", body);
    }

    public static String asked(Map<String, Object> body) {
        return ask(body).then().statusCode(201).extract().path("id");
    }

    public static Response next(String... languages) {
        return nextOf(AGENT, languages);
    }

    public static Response nextOf(String token, String... languages) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "site",
                        SITE,
                        "skills",
                        List.of("billing", "scheduling"),
                        "languages",
                        languages.length == 0 ? List.of("en") : List.of(languages)))
                .post("/v1/callbacks/next");
    }

    /** Of a patient who is reached, whoever is on the phone is checked before. */
    public static Response attempt(Response taken, String outcome) {
        if (outcome.equals("REACHED")) {
            check(taken, "PASSED", "NAME", "BIRTH_DATE");
        }
        return reported(taken, outcome);
    }

    public static Response check(Response taken, String result, String... identifiers) {
        return post(
                AGENT,
                "/v1/callbacks/" + taken.path("id") + "/identity-check",
                Map.of("leaseToken", taken.path("leaseToken"), "identifiers", List.of(identifiers), "result", result));
    }

    /** What is reported and nothing before. */
    public static Response reported(Response taken, String outcome) {
        return post(
                AGENT,
                "/v1/callbacks/" + taken.path("id") + "/attempts",
                Map.of("leaseToken", taken.path("leaseToken"), "outcome", outcome));
    }

    public static Response get(String token, String path) {
        return given().auth().oauth2(token).get(path);
    }

    public static Response post(String token, String path, Object body) {
        return keyed(given().auth().oauth2(token), body).post(path);
    }

    public static RequestSpecification keyed(RequestSpecification by, Object body) {
        return by.header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(body);
    }

    public static String patient() {
        return "pat-" + UUID.randomUUID();
    }

    public static Instant now() {
        return Instant.parse(given().get("/v1/callback/sandbox/clock").path("now"));
    }

    public static void moveClock(Instant to) {
        given().contentType(ContentType.JSON)
                .body(Map.of("to", to.toString()))
                .post("/v1/callback/sandbox/clock")
                .then()
                .statusCode(200);
    }

    public static void moveClockBy(Duration by) {
        moveClock(now().plus(by));
    }
}
