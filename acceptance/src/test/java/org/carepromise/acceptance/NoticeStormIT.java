package org.carepromise.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.access.Claims;
import org.carepromise.kit.access.Role;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Notices from two replicas that are killed at random: each is decided once and arrives at least once, under its key. */
@Tag("full")
class NoticeStormIT {

    private static final int CLIENTS = 4;
    private static final int BOOKINGS_EACH = 100;
    private static final int KILLS = 10;

    private static final String NOT_ARRIVED =
            """
            SELECT concat_ws(' ', notice.key, state, reason, attempts, times)
              FROM notice FULL JOIN sandbox_inbox inbox ON inbox.key = notice.key
             WHERE notice.purpose = 'appointment-confirmed' AND (state <> 'SENT' OR times IS NULL) OR notice.id IS NULL
            """;

    private static final String TOLD_WRONGLY =
            """
            SELECT concat_ws(' ', subject, count(*)) FROM event WHERE type = 'carepromise.notice.sent.v1'
             GROUP BY subject, data ->> 'noticeId' HAVING count(*) <> 1
            """;

    @Test
    void noticesAreDecidedOnceAndArriveUnderTheirKeysWhileReplicasAreKilledTenTimes() {
        // no quiet hours, whatever the time of day; what a killed replica had claimed is taken over soon
        try (var replicas = new TwoReplicas(Map.of(
                "carepromise.notices.quiet-from", "00:00",
                "carepromise.notices.quiet-until", "00:00",
                "carepromise.notices.lease-within", "PT10S"))) {
            var storm = new Storm(replicas, "notices");
            var began = Instant.now();
            var slots = openClinic(replicas);
            Set<String> booked = ConcurrentHashMap.newKeySet();
            var booking = CompletableFuture.runAsync(
                    () -> Race.of(CLIENTS, client -> bookAgainAndAgain(replicas, client, slots, booked)));
            storm.rage(
                    KILLS,
                    () -> replicas.number("SELECT count(*) FROM notice WHERE state <> 'DECIDED'"),
                    (long) CLIENTS * BOOKINGS_EACH);
            booking.join();
            storm.until(() -> replicas.number("SELECT count(*) FROM notice WHERE state = 'DECIDED'") == 0);
            System.out.printf(
                    "notices: %d bookings, %d notices, %d in the inbox, of which more than once %d, %d kills, %s%n",
                    booked.size(),
                    replicas.number("SELECT count(*) FROM notice"),
                    replicas.number("SELECT count(*) FROM sandbox_inbox"),
                    replicas.number("SELECT count(*) FROM sandbox_inbox WHERE times > 1"),
                    KILLS,
                    Duration.between(began, Instant.now()));

            assertThat(booked).hasSize(CLIENTS * BOOKINGS_EACH);
            var subjects = replicas.read(
                    "SELECT subject FROM notice WHERE purpose = 'appointment-confirmed'", row -> row.getString(1));
            assertThat(subjects).as("one for each booking").containsExactlyInAnyOrderElementsOf(booked);
            assertThat(replicas.number("SELECT count(*) FROM appointment")).isEqualTo(booked.size());
            assertThat(replicas.read(NOT_ARRIVED, row -> row.getString(1))).isEmpty();
            assertThat(replicas.read(TOLD_WRONGLY, row -> row.getString(1))).isEmpty();
            assertThat(replicas.number("SELECT count(*) FROM event WHERE type = 'carepromise.notice.sent.v1'"))
                    .isEqualTo(booked.size());
        }
    }

    private static int bookAgainAndAgain(TwoReplicas replicas, int client, List<String> slots, Set<String> booked) {
        for (int i = 0; i < BOOKINGS_EACH; i++) {
            var number = client * BOOKINGS_EACH + i;
            var patient = "pat-" + UUID.randomUUID();
            var token = Tokens.of(Role.PATIENT, patient)
                    .claim(Claims.PATIENT_ID, patient)
                    .sign(replicas.signing());
            var body = Map.of(
                    "slotId", slots.get(number % slots.size()),
                    "visitType", "storm",
                    "patient", Map.of("name", "Ada Moreno", "email", patient + "@example.org", "language", "en"));
            var answer = untilAnswered(replicas, token, "/v1/appointments", body);
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
            booked.add(answer.path("id"));
        }
        return client;
    }

    /** As a good client does: the same request under the same key, at one replica or the other, until it is answered. */
    private static Response untilAnswered(TwoReplicas replicas, String token, String path, Map<String, Object> body) {
        var key = UUID.randomUUID().toString();
        for (int attempt = 0; ; attempt++) {
            try {
                var answer = given().baseUri(replicas.url(attempt % 2))
                        .auth()
                        .oauth2(token)
                        .header("Idempotency-Key", key)
                        .contentType(ContentType.JSON)
                        .body(body)
                        .post(path);
                if (answer.statusCode() < 500 && !"request-in-progress".equals(answer.path("code"))) {
                    return answer;
                }
            } catch (Exception cutOff) {
                Thread.onSpinWait();
            }
        }
    }

    private static List<String> openClinic(TwoReplicas replicas) {
        var admin =
                Tokens.of(Role.ADMIN, "setup").claim(Claims.SITES, List.of("*")).sign(replicas.signing());
        untilAnswered(
                replicas,
                admin,
                "/v1/visit-types",
                Map.of("id", "storm", "name", "Visit", "modality", "IN_PERSON", "duration", "PT20M"));
        String provider = untilAnswered(
                        replicas,
                        admin,
                        "/v1/providers",
                        Map.of("name", "Dr. Test", "sites", List.of("springfield"), "visitTypes", List.of("storm")))
                .path("id");
        untilAnswered(
                replicas,
                admin,
                "/v1/session-templates",
                Map.of(
                        "provider", provider,
                        "site", "springfield",
                        "weekdays", List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"),
                        "startsAt", "09:00",
                        "endsAt", "16:00",
                        "slotLength", "PT20M",
                        "capacity", CLIENTS * BOOKINGS_EACH));
        return given().baseUri(replicas.url(0))
                .auth()
                .oauth2(admin)
                .get("/v1/availability?visitType=storm&provider={id}&limit=100", provider)
                .then()
                .statusCode(200)
                .extract()
                .path("items.slotId");
    }
}
