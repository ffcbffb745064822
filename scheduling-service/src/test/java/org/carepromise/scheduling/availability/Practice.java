package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;

/** Visit types and providers of a test's own, and what no operation sets: the facts of capacity, behind the API. */
final class Practice {

    private static final List<String> EVERY_DAY =
            List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY");

    private Practice() {}

    static String visitType(Map<String, Object> of) {
        var id = "visit-" + UUID.randomUUID();
        var type = new HashMap<String, Object>(
                Map.of("id", id, "name", "Visit", "modality", "IN_PERSON", "duration", "PT20M"));
        type.putAll(of);
        Clinic.post(Tokens.admin(), "/v1/visit-types", type).then().statusCode(201);
        return id;
    }

    static String provider(String site, List<String> visitTypes, List<String> languages) {
        return Clinic.post(
                        Tokens.admin(),
                        "/v1/providers",
                        Map.of(
                                "name",
                                "Dr. Test",
                                "sites",
                                List.of(site),
                                "visitTypes",
                                visitTypes,
                                "languages",
                                languages))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Every day from 09:00 to 12:00 in slots of 20 minutes with a seat, if nothing else is given. */
    static void sessions(String provider, String site, Map<String, Object> of) {
        var template = new HashMap<String, Object>(Map.of(
                "provider",
                provider,
                "site",
                site,
                "weekdays",
                EVERY_DAY,
                "startsAt",
                "09:00",
                "endsAt",
                "12:00",
                "slotLength",
                "PT20M",
                "capacity",
                1));
        template.putAll(of);
        Clinic.post(Tokens.admin(), "/v1/session-templates", template).then().statusCode(201);
    }

    static Response search(Map<String, ?> query) {
        return given().auth().oauth2(Tokens.admin()).queryParams(query).get("/v1/availability");
    }

    static List<String> found(Map<String, ?> query) {
        return search(query).then().statusCode(200).extract().path("items.slotId");
    }

    static Instant instant(Object time) {
        return OffsetDateTime.parse((String) time).toInstant();
    }

    static UUID slot(String id) {
        return Ids.SLOT.parse(id).orElseThrow();
    }

    static UUID sessionOf(String slot) {
        return (UUID) Behind.ask("SELECT session_id FROM slot WHERE id = ?", slot(slot))
                .get(0);
    }

    /** A seat of the slot is held until then, and the session counts the visit. */
    static void hold(String slot, String visitType, Instant until) {
        var hold = UUID.randomUUID();
        Behind.run("UPDATE slot SET held = held + 1 WHERE id = ?", slot(slot));
        Behind.run("INSERT INTO held_seat (slot_id, hold_id, expires_at) VALUES (?, ?, ?)", slot(slot), hold, until);
        Behind.run(
                """
                INSERT INTO hold (id, purpose, holder, site_id, provider_id, visit_type_id, session_id, slot_ids,
                                  first_slot_id, starts_at, ends_at, state, expires_at, version, created_at)
                SELECT ?, 'BOOKING', 'somebody', site_id, provider_id, ?, session_id, ARRAY[id], id, starts_at, ends_at,
                       'HELD', ?, 1, ? FROM slot WHERE id = ?
                """,
                hold,
                visitType,
                until,
                until,
                slot(slot));
    }

    static void cap(String slot, String visitType, int most, int taken) {
        Behind.run(
                "INSERT INTO session_cap (session_id, number, visit_type_ids, most, taken) VALUES (?, ?, ARRAY[?], ?, ?)",
                sessionOf(slot),
                1,
                visitType,
                most,
                taken);
    }

    /** @return its id */
    static UUID resource(String site, String kind) {
        var id = UUID.randomUUID();
        Behind.run(
                "INSERT INTO resource (id, site_id, kind, name, version, created_at) VALUES (?, ?, ?, 'Room', 1, ?)",
                id,
                site,
                kind,
                Instant.EPOCH);
        return id;
    }

    /** @param expiresAt null for an appointment */
    static void use(UUID resource, Instant from, Instant to, Instant expiresAt) {
        Behind.run(
                "INSERT INTO resource_use (id, resource_id, during, expires_at) VALUES (?, ?, tstzrange(?, ?), ?)",
                UUID.randomUUID(),
                resource,
                from,
                to,
                expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC));
    }
}
