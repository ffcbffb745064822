package org.carepromise.messaging;

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
 * Messages of patients with names, phones and words that nobody else has, from the first one to a callback: none of these is
 * found in a log line, a metric, a problem, an event or, unencrypted, in any column of the database.
 */
@MessageTest
class CanaryTest {

    private static final String[] CANARIES = {
        "Canaria", "canaria", "CANARIA", "5550177", "555-0177", "1961-02-03", "purple parakeet"
    };

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void nothingThatAPatientToldLeavesItsEncryptedColumn() {
        Inbox.empty();
        var refusals = new ArrayList<Response>();
        try (var log = CapturedLog.open()) {
            var token = Tokens.patient("pat-canary");
            var id = Inbox.post(token, "/v1/threads", words("I have chest pain, and my purple parakeet"))
                    .then()
                    .statusCode(201)
                    .extract()
                    .<String>path("id");
            var wrong = words("I have chest pain, and my purple parakeet");
            wrong.put("site", "Canaria");
            refusals.add(Inbox.post(token, "/v1/threads", wrong));
            wrong.put("purple parakeet", "Canaria");
            refusals.add(Inbox.post(token, "/v1/threads", wrong));
            refusals.add(Inbox.get(token, "/v1/threads/Canaria"));
            refusals.add(Inbox.say(Tokens.patient("pat-other"), id, "My purple parakeet"));
            Inbox.post(Inbox.NURSE, "/v1/threads/" + id + "/notes", Map.of("text", "Feed the purple parakeet"))
                    .then()
                    .statusCode(201);
            Inbox.triage(id, "URGENT", false).then().statusCode(200);
            Inbox.moveClockBy(Duration.ofHours(3));
            Inbox.say(Inbox.NURSE, id, "Your purple parakeet is fine").then().statusCode(201);
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

    private static Map<String, Object> words(String text) {
        var body = new HashMap<>(Inbox.words(text));
        body.put("subject", "The purple parakeet");
        body.put(
                "patient",
                Map.of(
                        "name", "Zoë Canaria",
                        "phone", "+1 217 555 0177",
                        "email", "zoe@canaria.example",
                        "birthDate", "1961-02-03"));
        return body;
    }

    /** Every table there is, tomorrow's too. */
    private static void assertNoTableTells() {
        var tables = Behind.select("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
                .lines()
                .toList();
        assertThat(tables)
                .containsAll(List.of("thread", "message", "triage_decision", "thread_note", "notice", "event"));
        for (var table : tables) {
            assertThat(Behind.select("SELECT row_to_json(it)::text FROM " + table + " AS it"))
                    .as(table)
                    .doesNotContain(CANARIES);
        }
    }
}
