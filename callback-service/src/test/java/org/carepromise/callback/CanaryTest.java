package org.carepromise.callback;

import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.testkit.Behind;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callbacks of patients with names, phones and words that nobody else has, from the request to the last attempt: none of
 * these is found in a log line, a metric, a problem, an event or, unencrypted, in any column of the database.
 */
@CallbackTest
class CanaryTest {

    private static final String[] CANARIES = {
        "Canaria", "canaria", "CANARIA", "5550177", "555-0177", "1961-02-03", "purple parakeet"
    };

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void nothingThatAPatientToldLeavesItsEncryptedColumn() {
        var refusals = new ArrayList<Response>();
        try (var log = CapturedLog.open()) {
            Desk.open();
            refusals.add(Desk.ask(request()));
            Desk.roster(5);
            var id = Desk.asked(request());
            refusals.add(Desk.ask(with("phone", "call Canaria")));
            refusals.add(Desk.ask(with("Zoë Canaria", "x")));
            refusals.add(Desk.post(Tokens.patient("pat-other"), "/v1/callbacks", request()));
            refusals.add(Desk.get(Tokens.admin(), "/v1/callbacks/Canaria"));
            refusals.add(Desk.post(Desk.AGENT, "/v1/calls", call("Canaria")));
            Desk.post(Desk.AGENT, "/v1/calls", call("+1 217 555 0177")).then().statusCode(201);
            Desk.next().then().statusCode(200);
            Desk.moveClockBy(Duration.ofHours(1));
            for (int i = 0; i < 3; i++) {
                var taken = Desk.next();
                refusals.add(Desk.attempt(taken, "Canaria"));
                Desk.attempt(taken, "NO_ANSWER").then().statusCode(200);
                Desk.moveClockBy(Duration.ofMinutes(31));
            }
            assertThat(Desk.get(Tokens.admin(), "/v1/callbacks/" + id).<String>path("state"))
                    .isEqualTo("UNREACHABLE");
            refusals.forEach(refusal -> {
                assertThat(refusal.statusCode()).isBetween(400, 499);
                assertThat(refusal.asString()).doesNotContain(CANARIES);
                assertThat(refusal.headers().toString()).doesNotContain(CANARIES);
            });
            assertThat(log.text()).doesNotContain(CANARIES);
        }
        assertThat(given().get(metrics).then().statusCode(200).extract().asString())
                .contains("http_server_requests_seconds")
                .doesNotContain(CANARIES)
                .doesNotContain("pat-canary");
        assertNoTableTells();
    }

    /** The patient's own, before the callback was asked for. */
    private static Map<String, Object> call(String phone) {
        var at = Desk.now().minus(Duration.ofHours(1));
        return Map.of(
                "source",
                "pbx",
                "callId",
                "canary",
                "site",
                Desk.SITE,
                "topic",
                "billing",
                "phone",
                phone,
                "answeredAt",
                at.toString(),
                "endedAt",
                at.plusSeconds(60).toString());
    }

    private static Map<String, Object> request() {
        return with("birthDate", "1961-02-03");
    }

    private static Map<String, Object> with(String field, Object value) {
        var told = new HashMap<String, Object>(
                Map.of("name", "Zoë Canaria", "phone", "+1 217 555 0177", "email", "zoe@canaria.example"));
        told.put(field, value);
        var body = Desk.request("pat-canary", told);
        body.put("reason", "My purple parakeet ate the bill");
        return body;
    }

    /** Every table there is, tomorrow's too. */
    private static void assertNoTableTells() {
        var tables = Behind.select("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
                .lines()
                .toList();
        assertThat(tables)
                .containsAll(List.of("call", "callback", "callback_attempt", "callback_roster", "notice", "event"));
        for (var table : tables) {
            assertThat(Behind.select("SELECT row_to_json(it)::text FROM " + table + " AS it"))
                    .as(table)
                    .doesNotContain(CANARIES);
        }
    }
}
