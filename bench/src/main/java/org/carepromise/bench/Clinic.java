package org.carepromise.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/** A clinic with many seats, made through the public API, and bookings of them. */
final class Clinic {

    static final String VISIT_TYPE = "bench-visit";
    static final String SITE = "springfield";

    private static final int SEATS_OF_SLOT = 200;
    private static final int SLOTS_TO_BOOK = 8_000;
    private static final int PAGE = 200;
    private static final int DAYS_AHEAD = 2;

    private static final String BODY =
            """
            {"slotId":"%s","visitType":"bench-visit","patient":{"name":"Ada Moreno","birthDate":"1980-05-17",\
            "phone":"+1 217 555 0123","language":"es","timeZone":"America/Chicago"}}""";

    private final Api portal;
    private final String provider;
    private final List<String> slots;

    private Clinic(Api portal, String provider, List<String> slots) {
        this.portal = portal;
        this.provider = provider;
        this.slots = slots;
    }

    static Clinic moveIn(URI gateway, int providers) throws IOException, InterruptedException {
        var admin = Api.as(gateway, Map.of("role", "admin", "subject", "bench", "sites", List.of("*")));
        admin.post(
                "/v1/visit-types",
                Map.of(
                        "id", VISIT_TYPE,
                        "name", "Visit",
                        "modality", "IN_PERSON",
                        "duration", "PT20M",
                        "horizon", "P180D"));
        var provider = "";
        for (int i = 0; i < providers; i++) {
            provider = addProvider(admin, i);
        }
        return new Clinic(
                Api.as(gateway, Map.of("role", "portal", "subject", "bench-portal")), provider, readSlots(admin));
    }

    private static String addProvider(Api admin, int number) throws IOException, InterruptedException {
        var provider = admin.post(
                        "/v1/providers",
                        Map.of("name", "Dr. " + number, "sites", List.of(SITE), "visitTypes", List.of(VISIT_TYPE)))
                .get("id")
                .asText();
        admin.post(
                "/v1/session-templates",
                Map.of(
                        "provider",
                        provider,
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
        return provider;
    }

    private static List<String> readSlots(Api admin) throws IOException, InterruptedException {
        var found = new ArrayList<String>();
        var search = "/v1/availability?limit=" + PAGE + "&visitType=" + VISIT_TYPE + "&from="
                + Instant.now().truncatedTo(ChronoUnit.DAYS).plus(DAYS_AHEAD, ChronoUnit.DAYS);
        var page = admin.get(search);
        while (found.size() < SLOTS_TO_BOOK) {
            page.get("items").forEach(item -> found.add(item.get("slotId").asText()));
            if (!page.hasNonNull("nextCursor")) {
                break;
            }
            page = admin.get(search + "&cursor=" + page.get("nextCursor").asText());
        }
        return found;
    }

    /** Where everybody wants the same slot. */
    Clinic ofOneSlot() {
        return new Clinic(portal, provider, slots.subList(0, 1));
    }

    String provider() {
        return provider;
    }

    /** One request to book: any slot, a key and a patient that nobody has used. */
    record Booking(Api patient, String patientId, String key, String body) {

        Asked asked() {
            return new Asked(
                    "/v1/appointments",
                    Map.of(
                            "Authorization",
                            patient.header("Authorization"),
                            "On-Behalf-Of-Patient",
                            patientId,
                            "Idempotency-Key",
                            key),
                    body);
        }

        /** Books outside any measurement. */
        JsonNode book(URI service) throws IOException, InterruptedException {
            return patient.at(service).post("/v1/appointments", key, body);
        }
    }

    Booking nextBooking(SplittableRandom random) {
        var key = new UUID(random.nextLong(), random.nextLong()).toString();
        var patient = "bench-" + key;
        return new Booking(
                portal.with("On-Behalf-Of-Patient", patient),
                patient,
                key,
                BODY.formatted(slots.get(random.nextInt(slots.size()))));
    }
}
