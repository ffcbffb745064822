package org.carepromise.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;

/** A clinic of a test's own, set up through the API: one visit type, one provider, one template. */
public final class Clinic {

    public final String visitType = "visit-" + UUID.randomUUID();
    public final String site;
    public final String provider;

    private Clinic(String site, Map<String, Object> visitType, Map<String, Object> template) {
        this.site = site;
        var type = new HashMap<>(visitType);
        type.put("id", this.visitType);
        type.putIfAbsent("name", "Visit");
        type.putIfAbsent("modality", "IN_PERSON");
        type.putIfAbsent("duration", "PT20M");
        post(Tokens.admin(), "/v1/visit-types", type).then().statusCode(201);
        provider = post(
                        Tokens.admin(),
                        "/v1/providers",
                        Map.of("name", "Dr. Test", "sites", List.of(site), "visitTypes", List.of(this.visitType)))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        save(template).then().statusCode(201);
    }

    /** Round the clock in slots of 20 minutes with one seat. */
    public static Clinic simple() {
        return with(Map.of(), Map.of());
    }

    public static Clinic with(Map<String, Object> visitType, Map<String, Object> template) {
        return new Clinic("night-desk", visitType, template);
    }

    public static Clinic at(String site, Map<String, Object> visitType, Map<String, Object> template) {
        return new Clinic(site, visitType, template);
    }

    public Response save(Map<String, Object> template) {
        var body = new HashMap<String, Object>(Map.of(
                "provider",
                provider,
                "site",
                site,
                "weekdays",
                List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"),
                "startsAt",
                "09:00",
                "endsAt",
                "12:00",
                "slotLength",
                "PT20M",
                "capacity",
                1));
        body.putAll(template);
        return post(Tokens.admin(), "/v1/session-templates", body);
    }

    /** The next starts that search shows. */
    public List<String> freeSlots(int limit) {
        return search(limit).path("items.slotId");
    }

    public Response search(int limit) {
        return given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/availability?visitType={type}&limit={limit}", visitType, limit);
    }

    public Response book(String patient, String slot) {
        return post(Tokens.patient(patient), "/v1/appointments", booking(slot));
    }

    public Map<String, Object> booking(String slot) {
        return Map.of("slotId", slot, "visitType", visitType);
    }

    public static Response post(String token, String path, Object body) {
        return keyed(token, UUID.randomUUID().toString(), body).post(path);
    }

    public static RequestSpecification keyed(String token, String key, Object body) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body);
    }

    /** All slots of the provider, bookable or not, read behind the API; the first from {@code from} on. */
    public List<String> allSlots(Instant from, int limit) {
        return slots(
                "SELECT id FROM slot WHERE provider_id = ? AND starts_at >= ? ORDER BY starts_at LIMIT " + limit, from);
    }

    /** All slots of the first session that begins after an instant. */
    public List<String> slotsOfSession(Instant after) {
        return slots(
                "SELECT id FROM slot WHERE session_id = (SELECT id FROM session WHERE provider_id = ? AND starts_at > ?"
                        + " ORDER BY starts_at LIMIT 1) ORDER BY starts_at",
                after);
    }

    private List<String> slots(String sql, Instant from) {
        return Behind.ask(sql, providerId(), from).stream()
                .map(id -> Ids.SLOT.format((UUID) id))
                .toList();
    }

    /** The product's time, as the service tells it. */
    public static Instant now() {
        return Instant.parse(given().get("/v1/scheduling/sandbox/clock").path("now"));
    }

    /** Moves the product's time; everybody's, and never back. */
    public static void moveClock(Instant to) {
        given().contentType(ContentType.JSON)
                .body(Map.of("to", to.toString()))
                .post("/v1/scheduling/sandbox/clock")
                .then()
                .statusCode(200);
    }

    public static void moveClockBy(Duration by) {
        moveClock(now().plus(by));
    }

    public UUID providerId() {
        return Ids.PROVIDER.parse(provider).orElseThrow();
    }

    /** Patients nobody else uses. */
    public static List<String> patients(int many) {
        var family = UUID.randomUUID().toString().substring(0, 8);
        return IntStream.range(0, many).mapToObj(i -> "pat-" + family + "-" + i).collect(Collectors.toList());
    }

    public static String patient() {
        return patients(1).get(0);
    }
}
