package org.carepromise.acceptance;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.restassured.http.ContentType;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A clinic of one race's own, at Springfield from nine on, in slots of 20 minutes. */
final class RaceClinic {

    private static final String SITE = "springfield";
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final LocalTime OPENS_AT = LocalTime.of(9, 0);
    private static final Duration SLOT = Duration.ofMinutes(20);
    private static final int MOST_AT_ONCE = 200;

    private final Clients clients;

    RaceClinic(Clients clients) {
        this.clients = clients;
    }

    String visitType(String duration) {
        return visitType(duration, Map.of());
    }

    String visitType(String duration, Map<String, Object> terms) {
        var id = "race-" + UUID.randomUUID();
        var body = new HashMap<String, Object>(Map.of(
                "id", id, "name", "Visit", "modality", "IN_PERSON", "duration", duration, "reminderDays", List.of()));
        body.putAll(terms);
        clients.setUp("/v1/visit-types", body);
        return id;
    }

    /** With sessions of so many slots from Monday to Friday; returns the provider's id. */
    String provider(int slots, int seats, String... visitTypes) {
        return provider(slots, seats, List.of(), visitTypes);
    }

    String provider(int slots, int seats, List<Map<String, Object>> caps, String... visitTypes) {
        String provider = clients.setUp(
                        "/v1/providers",
                        Map.of("name", "Dr. Test", "sites", List.of(SITE), "visitTypes", List.of(visitTypes)))
                .path("id");
        clients.setUp(
                "/v1/session-templates",
                Map.of(
                        "provider",
                        provider,
                        "site",
                        SITE,
                        "weekdays",
                        List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"),
                        "startsAt",
                        OPENS_AT.toString(),
                        "endsAt",
                        OPENS_AT.plus(SLOT.multipliedBy(slots)).toString(),
                        "slotLength",
                        SLOT.toString(),
                        "capacity",
                        seats,
                        "caps",
                        caps));
        return provider;
    }

    /** At most so many of these in a session. */
    static Map<String, Object> cap(int most, String... visitTypes) {
        return Map.of("visitTypes", List.of(visitTypes), "most", most);
    }

    void room(String kind) {
        clients.setUp("/v1/resources", Map.of("site", SITE, "kind", kind, "name", "Room"));
    }

    /** The slots of a whole session, the earliest of that provider that a patient can book all of, or one after it. */
    List<String> session(String provider, String visitType, int slots, int number) {
        var byDay = new LinkedHashMap<String, List<String>>();
        var page = clients.get(
                "/v1/availability?visitType={type}&provider={id}&limit={n}", visitType, provider, MOST_AT_ONCE);
        List<Map<String, String>> items = page.path("items");
        items.forEach(item -> byDay.computeIfAbsent(item.get("start").substring(0, 10), day -> new ArrayList<>())
                .add(item.get("slotId")));
        return byDay.values().stream()
                .filter(day -> day.size() == slots)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    List<String> session(String provider, String visitType, int slots) {
        return session(provider, visitType, slots, 0);
    }

    /** What the search shows of these slots. */
    List<String> shown(String provider, String visitType, List<String> slots) {
        List<String> free = clients.get(
                        "/v1/availability?visitType={type}&provider={id}&limit={n}", visitType, provider, MOST_AT_ONCE)
                .path("items.slotId");
        return slots.stream().filter(free::contains).toList();
    }

    /** Opens slots at an instant that is a moment away: the API knows the local times of a day. */
    void openAt(Instant at, List<String> slots) {
        slots.forEach(
                slot -> change("UPDATE slot SET opens_at = ? WHERE id = ?", at.atOffset(ZoneOffset.UTC), uuid(slot)));
    }

    /** The first instant at which one of the appointments in these slots was booked. */
    Instant firstBooking(List<String> slots) {
        return ofVisitsIn(slots, "min(created_at)", OffsetDateTime.class).toInstant();
    }

    /** How many have a seat in these slots. */
    long seated(List<String> slots) {
        return ofVisitsIn(slots, "count(*)", Long.class);
    }

    private static <T> T ofVisitsIn(List<String> slots, String what, Class<T> type) {
        try (var connection = WholeProduct.database().getConnection();
                var statement = connection.prepareStatement(
                        "SELECT " + what + " FROM appointment WHERE slot_ids && ? AND state <> 'CANCELLED'")) {
            statement.setObject(1, slots.stream().map(RaceClinic::uuid).toArray(UUID[]::new));
            var row = statement.executeQuery();
            row.next();
            return row.getObject(1, type);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    Instant now() {
        return Instant.parse(clients.get("/v1/sandbox/clock").path("now"));
    }

    /** Moves the product's time; nothing where it is past that already. */
    void moveClockTo(Instant to) {
        var moved = given().baseUri(WholeProduct.gateway())
                .contentType(ContentType.JSON)
                .body(Map.of("to", to.toString()))
                .post("/v1/sandbox/clock");
        if (moved.statusCode() != 200 && !"clock-moves-forward-only".equals(Clients.code(moved))) {
            assertThat(moved.statusCode())
                    .as("503 where the service is down just now")
                    .isEqualTo(503);
        }
    }

    /** Moves the clock to a time at which patients are written to: offers are not sent at night. */
    void awaitDay() {
        var local = now().atZone(ZONE);
        if (local.getHour() < 9 || local.getHour() >= 16) {
            var date = local.getHour() < 9
                    ? local.toLocalDate()
                    : local.toLocalDate().plusDays(1);
            moveClockTo(date.atTime(10, 0).atZone(ZONE).toInstant());
        }
    }

    /** Asks the clock again and again until it is nearly so late. */
    void await(Instant at, Duration ahead) {
        while (now().isBefore(at.minus(ahead))) {
            Thread.onSpinWait();
        }
    }

    private static void change(String sql, Object... values) {
        try (var connection = WholeProduct.database().getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static UUID uuid(String publicId) {
        var bits = Stream.of(publicId.substring(publicId.indexOf('_') + 1).split(""))
                .map("0123456789abcdefghjkmnpqrstvwxyz"::indexOf)
                .reduce(
                        BigInteger.ZERO,
                        (sum, digit) -> sum.shiftLeft(5).or(BigInteger.valueOf(digit)),
                        BigInteger::or);
        return new UUID(bits.shiftRight(64).longValue(), bits.longValue());
    }
}
