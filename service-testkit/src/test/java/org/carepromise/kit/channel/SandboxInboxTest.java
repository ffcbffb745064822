package org.carepromise.kit.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import org.carepromise.kit.channel.Receipt.Outcome;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.testkit.CapturedLog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** In a sandbox nothing leaves, and everything can be looked at. */
@SampleTest
class SandboxInboxTest {

    @Inject
    Channels channels;

    private final String key = "test:" + UUID.randomUUID();

    @Test
    void theInboxShowsWhatWouldHaveBeenSentTheNewestFirst() {
        var at = Instant.parse("2140-01-01T00:00:00Z");
        send(new Outgoing(key, "alert", Channel.CHAT, "https://chat.example/x", "Alert", "Look here"), at);
        send(new Outgoing(key + ":2", "alert", Channel.SMS, "+12175550100", "", "Call"), at.plusSeconds(1));
        List<Map<String, Object>> items = inbox();
        assertThat(items.stream().map(item -> item.get("key")).filter(of -> ((String) of).startsWith(key)))
                .containsExactly(key + ":2", key);
        assertThat(items).anySatisfy(item -> assertThat(item)
                .containsEntry("key", key)
                .containsEntry("at", "2140-01-01T00:00:00Z")
                .containsEntry("channel", "CHAT")
                .containsEntry("to", "https://chat.example/x")
                .containsEntry("subject", "Alert")
                .containsEntry("text", "Look here")
                .containsEntry("purpose", "alert")
                .containsEntry("times", 1));
    }

    @Test
    void whatComesTwiceUnderOneKeyIsShownOnceAndCounted() {
        var message = new Outgoing(key, "alert", Channel.MAIL, "a@example.org", "Hello", "Once");
        var at = Instant.parse("2140-01-02T00:00:00Z");
        send(message, at);
        send(message, at.plusSeconds(60));
        assertThat(inbox().stream().filter(item -> item.get("key").equals(key)))
                .singleElement()
                .satisfies(item -> assertThat(item).containsEntry("times", 2));
    }

    @Test
    void wordsAndAddressesAreEncryptedAndNotLogged() {
        try (var log = CapturedLog.open()) {
            send(
                    new Outgoing(key, "alert", Channel.MAIL, "zoe@canaria.example", "Canaria", "Canaria"),
                    Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(log.text()).doesNotContain("Canaria", "canaria");
        }
        assertThat(Behind.select("SELECT row_to_json(i)::text FROM sandbox_inbox i WHERE key = ?", key))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContain("Canaria", "canaria"));
    }

    private void send(Outgoing message, Instant at) {
        assertThat(channels.send(message, at).await().indefinitely().outcome()).isEqualTo(Outcome.SENT);
    }

    private static List<Map<String, Object>> inbox() {
        return given().get("/v1/sample/sandbox/inbox")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }
}
