package org.carepromise.messaging.thread;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.messaging.Inbox;
import org.carepromise.messaging.MessageTest;
import org.carepromise.messaging.Refusals;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

@MessageTest
class OpenThreadTest {

    @BeforeEach
    void empty() {
        Inbox.empty();
    }

    @Test
    void aRoutineMessageIsPromisedAnAnswerAndNobodyIsAlerted() {
        var id = Inbox.write("pat-ada", Inbox.ROUTINE)
                .then()
                .statusCode(201)
                .header("Location", startsWith("/v1/threads/thr_"))
                .body("lane", equalTo("ROUTINE"))
                .body("promise.policy", equalTo("routine-answered"))
                .body("emergency", nullValue())
                .body("triage", nullValue())
                .extract()
                .<String>path("id");
        Inbox.get(Inbox.NURSE, "/v1/threads/" + id)
                .then()
                .statusCode(200)
                .body("messages[0].body", equalTo(Inbox.ROUTINE))
                .body("messages[0].author", equalTo("PATIENT"))
                .body("triage.reason", equalTo("ROUTINE_INTENT"))
                .body("triage.why", startsWith("Routine: \""));
        assertThat(Behind.count("SELECT count(*) FROM alert")).isZero();
    }

    @Test
    void anEmergencyShowsTheWordsAlertsOnceAndIsToBeSeenInFifteenMinutes() {
        var id = Inbox.write("pat-ada", Inbox.EMERGENCY)
                .then()
                .statusCode(201)
                .body("lane", equalTo("URGENT"))
                .body("emergencySign", equalTo(true))
                .body("emergency.numbers", hasItem("911"))
                .body("promises.policy", hasItems("emergency-seen", "urgent-answered"))
                .extract()
                .<String>path("id");
        Inbox.get(Inbox.NURSE, "/v1/threads/" + id)
                .then()
                .body("messages[0].shown", notNullValue())
                .body("triage.why", startsWith("Emergency: \""));
        assertThat(Behind.select("SELECT kind || ' ' || subject FROM alert"))
                .isEqualTo("emergency-message " + id + "\n");
    }

    @Test
    void whatNobodyKnowsIsRefused() {
        var token = Tokens.patient("pat-ada");
        var body = Inbox.words(Inbox.ROUTINE);
        body.put("site", "nowhere");
        Refusals.refused(Inbox.post(token, "/v1/threads", body), 422, "site-unknown");
        body.putAll(Map.of("site", Inbox.SITE, "topic", "weather"));
        Refusals.refused(Inbox.post(token, "/v1/threads", body), 422, "topic-unknown");
        body.putAll(Map.of("topic", "billing", "pool", "nobody"));
        Refusals.refused(Inbox.post(token, "/v1/threads", body), 422, "pool-unknown");
    }

    @Test
    void nobodyReadsAnothersThread() {
        var id = Inbox.written("pat-ada", Inbox.ROUTINE);
        Refusals.refused(Inbox.get(Tokens.patient("pat-bob"), "/v1/threads/" + id), 404, "not-found");
        Refusals.refused(Inbox.get(Inbox.staff("nurse", "billing"), "/v1/threads/" + id), 404, "not-found");
        Refusals.refused(Inbox.get(Tokens.staff("nurse", Inbox.SITE), "/v1/threads/" + id), 404, "not-found");
    }
}
