package org.carepromise.acceptance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.awaitility.Awaitility;

/**
 * What clients send, each request under a key of its own. A good client repeats what was not answered, under the same key,
 * until it is. While nothing is killed all is answered at once: then a 5xx other than {@code busy} is a fault.
 */
final class Clients {

    private static final Duration OFFERED_WITHIN = Duration.ofMinutes(1);

    private final boolean inAStorm;
    private final Acknowledged acknowledged = new Acknowledged();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger twins = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private String staff;

    private Clients(boolean inAStorm) {
        this.inAStorm = inAStorm;
    }

    static Clients inCalm() {
        return new Clients(false);
    }

    static Clients inAStorm() {
        return new Clients(true);
    }

    Acknowledged acknowledged() {
        return acknowledged;
    }

    int answered() {
        return answered.get();
    }

    @Override
    public String toString() {
        return "%d requests answered; repeated: %d as a twin still ran, %d as busy, %d without an answer"
                .formatted(answered.get(), twins.get(), busy.get(), unanswered.get());
    }

    /** As staff do for a patient nobody else is. */
    Response book(String slot, String visitType) {
        return book(slot, visitType, "pat-" + UUID.randomUUID());
    }

    Response book(String slot, String visitType, String patient) {
        return told(post(
                staff(),
                "/v1/appointments",
                Map.of("slotId", slot, "visitType", visitType, "patient", Map.of("id", patient))));
    }

    Response bookAnyProvider(String slot, String visitType) {
        return told(post(
                staff(),
                "/v1/appointments",
                Map.of(
                        "slotId",
                        slot,
                        "visitType",
                        visitType,
                        "patient",
                        Map.of("id", "pat-" + UUID.randomUUID()),
                        "anyProvider",
                        true)));
    }

    Response bookHeld(String token, String hold) {
        return told(post(token, "/v1/appointments", Map.of("holdId", hold)));
    }

    Response hold(String token, String slot, String visitType) {
        return post(token, "/v1/holds", Map.of("slotId", slot, "visitType", visitType, "expiresAfter", "PT30S"));
    }

    Response release(String token, String hold) {
        return post(token, "/v1/holds/" + hold + "/release", Map.of());
    }

    Response move(String appointment, String slot) {
        return told(post(staff(), "/v1/appointments/" + appointment + "/reschedule", Map.of("slotId", slot)));
    }

    Response cancel(String appointment) {
        return told(post(staff(), "/v1/appointments/" + appointment + "/cancellation", Map.of("reason", "OTHER")));
    }

    /** Waits for an earlier seat, and can be written to. */
    void await(String token, String visitType) {
        var patient = Map.of("name", "Ada Moreno", "email", UUID.randomUUID() + "@example.org");
        Clients.expect(
                201,
                post(
                        token,
                        "/v1/waitlist-entries",
                        Map.of("visitType", visitType, "sites", List.of("springfield"), "patient", patient)));
    }

    /** The patient's offer, once they were told of it. */
    Map<String, String> sentOffer(String token) {
        return Awaitility.await()
                .atMost(OFFERED_WITHIN)
                .until(
                        () -> openOffers(token),
                        open -> open.size() == 1 && open.get(0).containsKey("sentAt"))
                .get(0);
    }

    /** The first of these patients who has an offer that they were told of. */
    String whoeverIsOffered(List<String> tokens) {
        return Awaitility.await()
                .atMost(OFFERED_WITHIN)
                .until(
                        () -> tokens.stream()
                                .filter(token ->
                                        openOffers(token).stream().anyMatch(offer -> offer.containsKey("sentAt")))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<Map<String, String>> openOffers(String token) {
        return expect(200, untilAnswered(() -> FrontDoor.through(token).get("/v1/waitlist-offers")))
                .path("items");
    }

    Response accept(String token, String offer) {
        var answer = post(token, "/v1/waitlist-offers/" + offer + "/acceptance", Map.of());
        if (answer.statusCode() == 200) {
            told(get("/v1/appointments/{id}", answer.<String>path("appointmentId")));
        }
        return answer;
    }

    /** Under one key, as a client does that presses the button again and again. */
    Response bookUnder(String key, String slot, String visitType, String patient) {
        return told(post(
                staff(),
                "/v1/appointments",
                key,
                Map.of("slotId", slot, "visitType", visitType, "patient", Map.of("id", patient))));
    }

    /** The token of a patient nobody else is. */
    String patient() {
        return FrontDoor.patient();
    }

    synchronized String staff() {
        if (staff == null) {
            staff = FrontDoor.token("admin", "races", Map.of("sites", List.of("*")));
        }
        return staff;
    }

    Response setUp(String path, Map<String, Object> body) {
        return expect(201, post(staff(), path, body));
    }

    Response get(String path, Object... values) {
        return expect(200, untilAnswered(() -> FrontDoor.through(staff()).get(path, values)));
    }

    static Response expect(int status, Response answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + " instead of " + status + ": " + answer.asString());
        }
        return answer;
    }

    private Response post(String token, String path, Map<String, Object> body) {
        return post(token, path, UUID.randomUUID().toString(), body);
    }

    private Response post(String token, String path, String key, Map<String, Object> body) {
        return untilAnswered(() -> request(token, key, body).post(path));
    }

    private static RequestSpecification request(String token, String key, Map<String, Object> body) {
        return FrontDoor.through(token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body);
    }

    private Response told(Response answer) {
        if (answer.statusCode() == 200 || answer.statusCode() == 201) {
            acknowledged.hear(answer);
        }
        return answer;
    }

    private Response untilAnswered(Supplier<Response> request) {
        while (true) {
            var answer = request.get();
            if ("request-in-progress".equals(code(answer))) {
                twins.incrementAndGet();
            } else if ("busy".equals(code(answer))) {
                busy.incrementAndGet();
            } else if (answer.statusCode() < 500) {
                answered.incrementAndGet();
                return answer;
            } else if (inAStorm) {
                unanswered.incrementAndGet();
                WholeProduct.awaitReady();
            } else {
                throw new AssertionError(answer.statusCode() + ": " + answer.asString());
            }
        }
    }

    static String code(Response answer) {
        return answer.statusCode() < 400 || !answer.contentType().contains("json") ? null : answer.path("code");
    }
}
