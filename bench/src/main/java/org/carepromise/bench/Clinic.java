package org.carepromise.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.RequestOptions;

/** A large clinic, made through the public API, and bookings of its seats. */
final class Clinic {

    static final String VISIT_TYPE = "bench-visit";
    static final String SITE = "springfield";
    private static final String CALLER = "bench-portal";

    private static final int PROVIDERS = 40;
    private static final int SEATS_OF_SLOT = 200;
    private static final int SLOTS_TO_BOOK = 8_000;
    private static final int PAGE = 200;
    private static final int DAYS_AHEAD = 2;

    private static final String BODY =
            """
            {"slotId":"%s","visitType":"bench-visit","patient":{"name":"Ada Moreno","birthDate":"1980-05-17",\
            "phone":"+1 217 555 0123","language":"es","timeZone":"America/Chicago"}}""";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;
    private String admin;
    private String portal;
    private List<String> slots = List.of();

    private Clinic(URI gateway) {
        this.gateway = gateway;
    }

    /** @param hotSlot whether everybody wants seats of a handful of slots, instead of any of thousands */
    static Clinic moveIn(URI gateway, boolean hotSlot) throws IOException, InterruptedException {
        var clinic = new Clinic(gateway);
        clinic.admin = clinic.token(Map.of("role", "admin", "subject", "bench", "sites", List.of("*")));
        clinic.portal = clinic.token(Map.of("role", "portal", "subject", CALLER));
        clinic.fill();
        clinic.slots = clinic.readSlots();
        if (hotSlot) {
            // as many as one slot's seats last for
            clinic.slots = clinic.slots.subList(0, 1);
        }
        return clinic;
    }

    private void fill() throws IOException, InterruptedException {
        post(
                "/v1/visit-types",
                Map.of(
                        "id", VISIT_TYPE,
                        "name", "Visit",
                        "modality", "IN_PERSON",
                        "duration", "PT20M",
                        "horizon", "P180D"));
        for (int i = 0; i < PROVIDERS; i++) {
            var provider = post(
                    "/v1/providers",
                    Map.of("name", "Dr. " + i, "sites", List.of(SITE), "visitTypes", List.of(VISIT_TYPE)));
            post(
                    "/v1/session-templates",
                    Map.of(
                            "provider",
                            provider.get("id").asText(),
                            "site",
                            SITE,
                            "weekdays",
                            List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"),
                            "startsAt",
                            "08:00",
                            "endsAt",
                            "16:00",
                            "slotLength",
                            "PT20M",
                            "capacity",
                            SEATS_OF_SLOT));
        }
    }

    private List<String> readSlots() throws IOException, InterruptedException {
        var found = new ArrayList<String>();
        var search = "/v1/availability?limit=" + PAGE + "&visitType=" + VISIT_TYPE + "&from="
                + Instant.now().truncatedTo(ChronoUnit.DAYS).plus(DAYS_AHEAD, ChronoUnit.DAYS);
        var cursor = "";
        while (found.size() < SLOTS_TO_BOOK) {
            var page = send(request(search + cursor, admin).GET().build(), 200);
            page.get("items").forEach(item -> found.add(item.get("slotId").asText()));
            if (!page.hasNonNull("nextCursor")) {
                break;
            }
            cursor = "&cursor=" + page.get("nextCursor").asText();
        }
        return found;
    }

    /** One request to book: any slot, a key and a patient that nobody has used. */
    record Booking(String token, String patient, String key, String body) {

        RequestOptions into(RequestOptions request) {
            return request.putHeader("Authorization", "Bearer " + token)
                    .putHeader("On-Behalf-Of-Patient", patient)
                    .putHeader("Idempotency-Key", key)
                    .putHeader("Content-Type", "application/json");
        }
    }

    Booking nextBooking(SplittableRandom random) {
        var key = new UUID(random.nextLong(), random.nextLong()).toString();
        var slot = slots.get(random.nextInt(slots.size()));
        return new Booking(portal, "bench-" + key, key, BODY.formatted(slot));
    }

    /** Books once, at the service or through the gateway. */
    void book(URI where, Booking booking) throws IOException, InterruptedException {
        send(
                HttpRequest.newBuilder(where.resolve("/v1/appointments"))
                        .header("Authorization", "Bearer " + booking.token())
                        .header("On-Behalf-Of-Patient", booking.patient())
                        .header("Idempotency-Key", booking.key())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(booking.body()))
                        .build(),
                201);
    }

    private String token(Map<String, ?> who) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(gateway.resolve("/v1/sandbox/tokens"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(who)));
        return send(request.build(), 200).get("accessToken").asText();
    }

    private JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(
                request(path, admin)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                        .build(),
                201);
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(gateway.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest request, int expected) throws IOException, InterruptedException {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(
                    request.method() + " " + request.uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return json.readTree(answer.body());
    }
}
