package org.carepromise.messaging;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
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

    /** Of a practice in New York that is open Monday to Friday, 08:00 to 17:00, with a nurse on call. */
    public static String writtenInManhattan(String patient, String text) {
        var body = words(text);
        body.put("site", "manhattan");
        return post(Tokens.patient(patient), "/v1/threads", body)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** The next such day and hour in New York, which the clock is moved to. */
    public static ZonedDateTime next(DayOfWeek day, LocalTime at) {
        var there = ZonedDateTime.ofInstant(now(), ZoneId.of("America/New_York"));
        var then = there.with(TemporalAdjusters.nextOrSame(day)).with(at);
        then = then.isAfter(there) ? then : then.plusWeeks(1);
        moveClock(then.toInstant());
        return then;
    }

    public static Response thread(String id) {
        return get(NURSE, "/v1/threads/" + id);
    }

    /** A limit or other instant of the promise of a kind, of the newest of that kind. */
    public static Instant promised(String thread, String policy, String field) {
        List<Map<String, Object>> all = thread(thread).path("promises.findAll { it.policy == '" + policy + "' }");
        var newest = all.stream()
                .max(Comparator.comparing(each -> each.get("id").toString()))
                .orElseThrow();
        return newest.get(field) == null
                ? null
                : OffsetDateTime.parse(newest.get(field).toString()).toInstant();
    }

    public static String state(String thread, String policy) {
        List<Map<String, Object>> all = thread(thread).path("promises.findAll { it.policy == '" + policy + "' }");
        return all.stream()
                .max(Comparator.comparing(each -> each.get("id").toString()))
                .orElseThrow()
                .get("state")
                .toString();
    }

    public static Response say(String token, String thread, String text) {
        return post(token, "/v1/threads/" + thread + "/messages", Map.of("body", text));
    }

    public static Response triage(String thread, String lane, boolean emergency) {
        return post(
                NURSE,
                "/v1/threads/" + thread + "/triage",
                Map.of("lane", lane, "emergencySign", emergency, "reason", "Looked at it"));
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
