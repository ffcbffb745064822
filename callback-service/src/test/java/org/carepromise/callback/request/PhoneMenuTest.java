package org.carepromise.callback.request;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.kit.access.Claims;
import org.carepromise.kit.access.Role;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;

/** A caller who presses a key instead of waiting on. */
@CallbackTest
class PhoneMenuTest {

    private Instant nine;

    @BeforeEach
    void emptyDesk() {
        nine = Desk.open();
        Desk.roster(5);
        Desk.moveClock(nine.plus(Duration.ofMinutes(20)));
    }

    @Test
    void aCallerKeepsThePlaceBeforeThoseWhoAskedLater() {
        var asked = Desk.asked(Desk.request(Desk.patient()));
        var caller = menu("+12175550181", nine.plus(Duration.ofMinutes(5)));
        caller.then().statusCode(201).body("promise.withinSla", equalTo(true)).body("topic", equalTo("billing"));
        assertThat(OffsetDateTime.parse(caller.path("promise.limit")).toInstant())
                .isEqualTo(nine.plus(Duration.ofMinutes(125)));
        Desk.next().then().body("id", equalTo(caller.path("id"))).body("patient.phone", equalTo("+12175550181"));
        Desk.next().then().body("id", equalTo(asked));
    }

    @Test
    void theNumberIsEnoughAndOneNumberHasOneCallback() {
        var first = menu("+12175550182", Desk.now());
        first.then().statusCode(201).body("patient.name", equalTo("+12175550182"));
        menu("(217) 555-0182", Desk.now()).then().statusCode(200).body("id", equalTo(first.path("id")));
        assertThat(Behind.count("SELECT count(*) FROM callback")).isOne();
    }

    @Test
    void aPlaceThatCapacityCannotKeepIsNotPromised() {
        refused(menu("+12175550183", Desk.now().minus(Duration.ofMinutes(119))), 409, "promise-capacity-exhausted");
    }

    @Test
    void aPlaceIsOneOfTheLastTwoHoursAndThePhoneMenusAlone() {
        refused(menu("+12175550184", Desk.now().plusSeconds(90)), 422, "queued-at-invalid");
        refused(menu("+12175550184", Desk.now().minus(Duration.ofHours(2)).minusSeconds(60)), 422, "queued-at-invalid");
        var windowed = Desk.windowed(Desk.patient(), nine.plus(Duration.ofHours(3)), Duration.ofMinutes(30));
        windowed.put("queuedAt", Desk.now().toString());
        refused(menu(windowed), 422, "queued-at-invalid");
        var agents = Desk.request(Desk.patient());
        agents.put("queuedAt", Desk.now().toString());
        refused(Desk.ask(agents), 403, "forbidden");
    }

    private static Response menu(String phone, Instant queuedAt) {
        return menu(new HashMap<>(Map.of(
                "patient",
                Map.of("phone", phone),
                "site",
                Desk.SITE,
                "topic",
                "billing",
                "queuedAt",
                queuedAt.toString())));
    }

    private static Response menu(Map<String, Object> body) {
        var token = Tokens.sign(Tokens.of(Role.INTEGRATION, "phone-system").claim(Claims.SITES, List.of(Desk.SITE)));
        return Desk.keyed(given().auth().oauth2(token).header("On-Behalf-Of-Agent", "phone-menu"), body)
                .post("/v1/callbacks");
    }
}
