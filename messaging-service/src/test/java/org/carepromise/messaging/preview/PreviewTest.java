package org.carepromise.messaging.preview;

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
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

@MessageTest
class PreviewTest {

    private static final String PATH = "/v1/triage/previews";

    @BeforeEach
    void empty() {
        Inbox.empty();
    }

    @Test
    void aTextIsExplainedAndNothingIsStoredOrAlerted() {
        Inbox.post(Inbox.NURSE, PATH, Map.of("text", Inbox.EMERGENCY))
                .then()
                .statusCode(200)
                .body("triage.lane", equalTo("URGENT"))
                .body("triage.emergencySign", equalTo(true))
                .body("triage.why", startsWith("Emergency: \""))
                .body("triage.evidence.concept", hasItem("CARDIAC_CHEST"))
                .body("triage.ruleSetVersion", notNullValue())
                .body("emergency.numbers", hasItem("911"));
        Inbox.post(Inbox.NURSE, PATH, Map.of("text", Inbox.ROUTINE))
                .then()
                .body("triage.why", startsWith("Routine: \""));
        assertThat(Behind.count("SELECT count(*) FROM thread")).isZero();
        assertThat(Behind.count("SELECT count(*) FROM alert")).isZero();
    }

    @Test
    void patientsAreAnsweredAndDoNotTryWordsOut() {
        var text = Map.of("text", Inbox.ROUTINE, "declaredUrgency", "URGENT");
        Refusals.refused(Inbox.post(Tokens.patient("pat-ada"), PATH, text), 403, "forbidden");
    }

    @Test
    void aLongTextIsReadToo() {
        Inbox.post(Inbox.NURSE, PATH, Map.of("text", "bla ".repeat(4_000) + Inbox.EMERGENCY))
                .then()
                .statusCode(200)
                .body("triage.emergencySign", equalTo(true));
        Refusals.refused(Inbox.post(Inbox.NURSE, PATH, Map.of("text", "x".repeat(20_001))), 400, "request-invalid");
    }
}
