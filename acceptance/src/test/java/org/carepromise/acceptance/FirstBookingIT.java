package org.carepromise.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.restassured.http.ContentType;
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
    private static final String VISIT = "visit";

    private static String provider;

    @BeforeAll
    static void aClinicMovesIn() {
        provider = FrontDoor.openClinic(VISIT, 1);
    }

    @RepeatedTest(5)
    void ofFiftyClientsRacingForTheLastSeatThroughTheGatewayExactlyOneGetsIt() {
        var slot = nextSlot();
        var tokens =
                IntStream.range(0, CLIENTS).mapToObj(i -> FrontDoor.patient()).toList();

        var answers = Race.of(
                CLIENTS, i -> FrontDoor.book(tokens.get(i), UUID.randomUUID().toString(), slot, VISIT));

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
        var token = FrontDoor.patient();
        var key = UUID.randomUUID().toString();
        var slot = nextSlot();
        var booked = FrontDoor.book(token, key, slot, VISIT);
        booked.then().statusCode(201);

        WholeProduct.killAndAwaitNextLife(Service.SCHEDULING);

        FrontDoor.through(token)
                .get(booked.header("Location"))
                .then()
                .statusCode(200)
                .body("id", equalTo(booked.path("id")));
        var again = FrontDoor.book(token, key, slot, VISIT);
        again.then().statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(again.body().asString()).isEqualTo(booked.body().asString());
    }

    @Test
    void aKeyThatWasInFlightWhenTheServiceDiedBooksOnce() throws InterruptedException {
        var slots = FrontDoor.freeSlots(VISIT, provider, 20);
        var keys = slots.stream().map(slot -> UUID.randomUUID().toString()).toList();
        var tokens = slots.stream().map(slot -> FrontDoor.patient()).toList();

        var inFlight = Race.of(slots.size() + 1, i -> {
            if (i == slots.size()) {
                return kill();
            }
            return FrontDoor.book(tokens.get(i), keys.get(i), slots.get(i), VISIT)
                    .statusCode();
        });
        assertThat(inFlight).hasSize(slots.size() + 1);

        for (int i = 0; i < slots.size(); i++) {
            FrontDoor.book(tokens.get(i), keys.get(i), slots.get(i), VISIT)
                    .then()
                    .statusCode(201);
            FrontDoor.through(tokens.get(i)).get("/v1/appointments").then().body("items.size()", equalTo(1));
        }
    }

    @Test
    void theClockMovesForEveryServiceAtOnce() {
        var before = Instant.parse(
                FrontDoor.through(FrontDoor.patient()).get("/v1/sandbox/clock").path("now"));
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
        return FrontDoor.freeSlots(VISIT, provider, 1).get(0);
    }
}
