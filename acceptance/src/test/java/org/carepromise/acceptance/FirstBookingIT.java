package org.carepromise.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.carepromise.launcher.Service;
import org.carepromise.testkit.Race;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** From an empty installation to a booking that outlives a crash, through the gateway alone. */
@ExtendWith(WholeProduct.class)
class FirstBookingIT {

    private static final int CLIENTS = 50;

    private static String provider;

    @BeforeAll
    static void aClinicMovesIn() {
        var admin = token("admin", "setup", Map.of("sites", List.of("*")));
        post(
                        admin,
                        "/v1/visit-types",
                        Map.of("id", "visit", "name", "Visit", "modality", "IN_PERSON", "duration", "PT20M"))
                .then()
                .statusCode(201);
        provider = post(
                        admin,
                        "/v1/providers",
                        Map.of("name", "Dr. Test", "sites", List.of("springfield"), "visitTypes", List.of("visit")))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        post(
                        admin,
                        "/v1/session-templates",
                        Map.of(
                                "provider", provider,
                                "site", "springfield",
                                "weekdays", List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"),
                                "startsAt", "09:00",
                                "endsAt", "16:00",
                                "slotLength", "PT20M",
                                "capacity", 1))
                .then()
                .statusCode(201);
    }

    @RepeatedTest(20)
    void ofFiftyClientsRacingForTheLastSeatThroughTheGatewayExactlyOneGetsIt() {
        var slot = nextSlot();
        var tokens = IntStream.range(0, CLIENTS).mapToObj(i -> patient()).toList();

        var answers =
                Race.of(CLIENTS, i -> book(tokens.get(i), UUID.randomUUID().toString(), slot));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() != 201))
                .hasSize(CLIENTS - 1)
                .allSatisfy(loser -> {
                    assertThat(loser.statusCode()).isEqualTo(409);
                    assertThat(loser.<String>path("code")).isEqualTo("slot-full");
                });
    }

    @Test
    void aBookingAndItsAnswerOutliveAKilledService() throws InterruptedException {
        var token = patient();
        var key = UUID.randomUUID().toString();
        var slot = nextSlot();
        var booked = book(token, key, slot);
        booked.then().statusCode(201);

        WholeProduct.killAndAwaitNextLife(Service.SCHEDULING);

        through(token).get(booked.header("Location")).then().statusCode(200).body("id", equalTo(booked.path("id")));
        var again = book(token, key, slot);
        again.then().statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(again.body().asString()).isEqualTo(booked.body().asString());
    }

    @Test
    void aKeyThatWasInFlightWhenTheServiceDiedBooksOnce() throws InterruptedException {
        var slots = given().baseUri(WholeProduct.gateway())
                .auth()
                .oauth2(patient())
                .get("/v1/availability?visitType=visit&provider={id}&limit=20", provider)
                .<List<String>>path("items.slotId");
        var keys = slots.stream().map(slot -> UUID.randomUUID().toString()).toList();
        var tokens = slots.stream().map(slot -> patient()).toList();

        var inFlight = Race.of(slots.size() + 1, i -> {
            if (i == slots.size()) {
                return kill();
            }
            return book(tokens.get(i), keys.get(i), slots.get(i)).statusCode();
        });
        assertThat(inFlight).hasSize(slots.size() + 1);

        for (int i = 0; i < slots.size(); i++) {
            book(tokens.get(i), keys.get(i), slots.get(i)).then().statusCode(201);
            through(tokens.get(i)).get("/v1/appointments").then().body("items.size()", equalTo(1));
        }
    }

    @Test
    void theClockMovesForEveryServiceAtOnce() {
        var before = Instant.parse(through(patient()).get("/v1/sandbox/clock").path("now"));
        var after = Instant.parse(given().baseUri(WholeProduct.gateway())
                .contentType(ContentType.JSON)
                .body(Map.of("advance", "PT2H"))
                .post("/v1/sandbox/clock")
                .then()
                .statusCode(200)
                .extract()
                .path("now"));
        assertThat(after).isAfterOrEqualTo(before.plus(Duration.ofHours(2)));
    }

    private static int kill() {
        try {
            WholeProduct.killAndAwaitNextLife(Service.SCHEDULING);
            return 0;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String nextSlot() {
        return through(patient())
                .get("/v1/availability?visitType=visit&provider={id}&limit=1", provider)
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].slotId");
    }

    private static Response book(String token, String key, String slot) {
        return through(token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(Map.of("slotId", slot, "visitType", "visit"))
                .post("/v1/appointments");
    }

    private static String patient() {
        var id = "pat-" + UUID.randomUUID();
        return token("patient", id, Map.of("patientId", id));
    }

    private static String token(String role, String subject, Map<String, Object> claims) {
        var body = new HashMap<String, Object>(claims);
        body.put("role", role);
        body.put("subject", subject);
        return given().baseUri(WholeProduct.gateway())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/sandbox/tokens")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }

    private static Response post(String token, String path, Map<String, Object> body) {
        return through(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    private static RequestSpecification through(String token) {
        return given().baseUri(WholeProduct.gateway()).auth().oauth2(token);
    }
}
