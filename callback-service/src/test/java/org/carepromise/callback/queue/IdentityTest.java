package org.carepromise.callback.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** Before details are spoken. */
@CallbackTest
class IdentityTest {

    @BeforeEach
    void emptyDesk() {
        Desk.open();
        Desk.roster(5, "en", "es");
    }

    @Test
    void aPatientCountsAsReachedOnlyAfterTheLastCheckPassed() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        var taken = Desk.next();
        refused(Desk.reported(taken, "REACHED"), 409, "identity-unchecked");
        Desk.check(taken, "FAILED", "NAME", "PHONE").then().statusCode(200).body("result", equalTo("FAILED"));
        refused(Desk.reported(taken, "REACHED"), 409, "identity-unchecked");
        Desk.check(taken, "PASSED", "NAME", "BIRTH_DATE")
                .then()
                .statusCode(200)
                .body("result", equalTo("PASSED"))
                .body("identifiers", equalTo(List.of("NAME", "BIRTH_DATE")));
        Desk.check(taken, "FAILED", "NAME", "ADDRESS").then().statusCode(200);
        refused(Desk.reported(taken, "REACHED"), 409, "identity-unchecked");
        Desk.attempt(taken, "REACHED").then().statusCode(200).body("state", equalTo("REACHED"));
        assertThat(Behind.count(
                        "SELECT count(*) FROM event WHERE subject = ? AND type = 'carepromise.callback.identity-checked.v1'",
                        id))
                .isEqualTo(4);
        assertThat(Behind.count(
                        "SELECT count(*) FROM audit_entry WHERE object = ? AND action = 'checkCallbackIdentity'", id))
                .isEqualTo(4);
    }

    @Test
    void twoDifferentIdentifiersAreNeeded() {
        Desk.asked(Desk.request(Desk.patient()));
        var taken = Desk.next();
        for (var identifiers : List.of(
                new String[] {"NAME"}, new String[] {"NAME", "NAME"}, new String[] {"NAME", "BIRTH_DATE", "NAME"})) {
            refused(Desk.check(taken, "PASSED", identifiers), 422, "identifiers-too-few");
        }
        Desk.check(taken, "PASSED", "SHOE_SIZE", "NAME").then().statusCode(400);
        refused(Desk.reported(taken, "REACHED"), 409, "identity-unchecked");
    }

    @Test
    void aCheckCountsForItsLeaseAlone() {
        Desk.asked(Desk.request(Desk.patient()));
        var lost = Desk.next();
        Desk.check(lost, "PASSED", "NAME", "BIRTH_DATE").then().statusCode(200);
        Desk.moveClockBy(Duration.ofMinutes(2));
        refused(Desk.check(lost, "PASSED", "NAME", "BIRTH_DATE"), 409, "lease-lost");
        var taken = Desk.next();
        refused(Desk.reported(taken, "REACHED"), 409, "identity-unchecked");
    }

    @Test
    void whoIsNotReachedNeedsNoCheck() {
        Desk.asked(Desk.request(Desk.patient()));
        Desk.reported(Desk.next(), "VOICEMAIL").then().statusCode(200).body("state", equalTo("RETRY_WAIT"));
    }

    @Test
    void theAgentWhoHasItGetsWordsForAMachineThatNameNoReason() {
        var body = Desk.request(Desk.patient(), Map.of("language", "es"));
        body.put("reason", "Mi factura");
        var id = Desk.asked(body);
        Desk.next("es").then().statusCode(200).body("voicemailScript", containsString("Le llama Night Desk"));
        Desk.get(Desk.AGENT, "/v1/callbacks/" + id).then().statusCode(200).body("voicemailScript", nullValue());
    }
}
