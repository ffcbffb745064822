package org.carepromise.callback.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;

/** An agent asks the telephony to call, and the telephony says what came of it. */
@CallbackTest
class DialTest {

    private static final String TELEPHONY = Tokens.staff("integration", Desk.SITE);

    private String phone;
    private String id;
    private Response taken;
    private String dialId;

    @BeforeEach
    void askToDial() {
        Desk.open();
        Desk.roster(5);
        var request = Desk.request(Desk.patient());
        phone = ((Map<?, ?>) request.get("patient")).get("phone").toString();
        id = Desk.asked(request);
        taken = Desk.next();
        dialId = Desk.post(Desk.AGENT, path("dial"), Map.of("leaseToken", taken.path("leaseToken")))
                .then()
                .statusCode(200)
                .extract()
                .path("dialId");
    }

    @Test
    void theEventNamesTheCallbackAndTheTelephonyReadsTheNumberItself() {
        var data = Behind.ask(
                        "SELECT data::text FROM event WHERE subject = ? AND type = 'carepromise.callback.dial-requested.v1'",
                        id)
                .get(0)
                .toString();
        assertThat(data).contains(dialId, "leaseEpoch").doesNotContain(phone, phone.substring(5));
        given().auth()
                .oauth2(TELEPHONY)
                .header("On-Behalf-Of-Agent", "agent-1")
                .get("/v1/callbacks/" + id)
                .then()
                .statusCode(200)
                .body("patient.phone", equalTo(phone));
    }

    @Test
    void theTelephonyReportsByTheDialAndOnce() {
        var statuses = Race.of(12, i -> reported(Map.of("dialId", dialId)).statusCode());
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(11);
        assertThat(Behind.count("SELECT count(*) FROM callback_attempt")).isOne();
        refused(reported(Map.of("dialId", dialId)), 409, "lease-lost");
    }

    @Test
    void aReportThatComesTooLateIsRefused() {
        Desk.moveClockBy(Duration.ofMinutes(2));
        refused(reported(Map.of("dialId", dialId)), 409, "lease-lost");
        Desk.next().then().statusCode(200);
        refused(reported(Map.of("dialId", dialId)), 409, "lease-lost");
    }

    @Test
    void aReportNamesALeaseOrADialOfThatCallback() {
        Desk.asked(Desk.request(Desk.patient()));
        var other = Desk.next();
        String otherDial = Desk.post(
                        Desk.AGENT,
                        "/v1/callbacks/" + other.path("id") + "/dial",
                        Map.of("leaseToken", other.path("leaseToken")))
                .path("dialId");
        refused(reported(Map.of()), 422, "lease-unnamed");
        refused(reported(Map.of("dialId", "x")), 422, "lease-unnamed");
        refused(reported(Map.of("dialId", otherDial)), 422, "lease-unnamed");
        refused(Desk.post(Desk.AGENT, path("dial"), Map.of("leaseToken", other.path("leaseToken"))), 409, "lease-lost");
    }

    private Response reported(Map<String, Object> by) {
        var body = new HashMap<>(by);
        body.put("outcome", "NO_ANSWER");
        return Desk.keyed(given().auth().oauth2(TELEPHONY).header("On-Behalf-Of-Agent", "agent-1"), body)
                .post(path("attempts"));
    }

    private String path(String noun) {
        return "/v1/callbacks/" + id + "/" + noun;
    }
}
