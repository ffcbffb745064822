package org.carepromise.callback.widget;

import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.matchesPattern;

/** How often a page without login may ask. */
@CallbackTest
class WidgetLimitsTest {

    @BeforeEach
    void emptyDesk() {
        Desk.open();
        Desk.roster(5);
    }

    @Test
    void anAddressMayAskSoOftenAndThenWaits() {
        ask("203.0.113.7", "+12175550171", null)
                .then()
                .statusCode(201)
                .header("RateLimit-Policy", equalTo("\"address\";q=60;w=600"))
                .header("RateLimit", matchesPattern("\"address\";r=59;t=\\d+"));
        Response last = null;
        for (int i = 0; i < 60; i++) {
            // without a number: refused before anything is asked of the database, and counted all the same
            last = ask("203.0.113.7", null, null);
            assertThat(last.statusCode()).isIn(422, 429);
        }
        refused(last, 429, "rate-limited")
                .header("Retry-After", matchesPattern("[1-9]\\d*"))
                .header("RateLimit", containsString("r=0"))
                .body("retryAfterSeconds", greaterThan(0));
        ask("203.0.113.8", "+12175550172", null).then().statusCode(201);
        // what the gateway saw stands last: nobody poses as another
        assertThat(ask("203.0.113.9, 203.0.113.7", "+12175550172", null).statusCode())
                .isEqualTo(429);
        ask("203.0.113.7", "+12175550172", "I have chest pain and cannot breathe")
                .then()
                .statusCode(429)
                .body("emergency.text", containsString("911"));
        assertThat(Behind.count("SELECT count(*) FROM callback WHERE state = 'REFUSED'"))
                .isZero();
    }

    @Test
    void aNumberIsAskedForSoOftenFromWhereverItIs() {
        for (int i = 0; i < 5; i++) {
            ask("203.0.113." + (20 + i), "+12175550173", null).then().statusCode(201);
        }
        refused(ask("203.0.113.30", "(217) 555-0173", null), 429, "rate-limited");
        ask("203.0.113.30", "+12175550174", null).then().statusCode(201);
        var own = Desk.request(Desk.patient(), Map.of("phone", "+12175550173"));
        Desk.ask(own).then().statusCode(201);
    }

    @Test
    void pagesOfOtherOriginsMayNotUseTheKey() {
        var asked = Desk.keyed(
                        given().header("Site-Key", "pk_night_desk_4M7TQ2XK9B").header("Origin", "https://evil.example"),
                        Desk.request("x"))
                .post("/v1/callbacks");
        refused(asked, 403, "origin-not-allowed");
    }

    private static Response ask(String address, String phone, String reason) {
        var body = Desk.request("x");
        @SuppressWarnings("unchecked")
        var patient = (Map<String, Object>) body.get("patient");
        patient.remove("id");
        patient.put("phone", phone);
        if (reason != null) {
            body.put("reason", reason);
        }
        return Desk.keyed(
                        given().header("Site-Key", "pk_night_desk_4M7TQ2XK9B").header("X-Forwarded-For", address), body)
                .post("/v1/callbacks");
    }
}
