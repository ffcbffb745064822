package org.carepromise.callback.desk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** What an agent heard that a nurse has to hear of. */
@CallbackTest
class ConcernTest {

    private static final String NURSE = Tokens.staff("nurse", Desk.SITE);

    private String id;

    @BeforeEach
    void takeOne() {
        Desk.open();
        Desk.roster(5);
        id = Desk.asked(Desk.request(Desk.patient()));
    }

    @Test
    void aNurseIsAlertedAtOnceAndFindsTheWords() {
        var taken = Desk.next();
        raise(Map.of("words", "The purple parakeet bit her", "leaseToken", taken.path("leaseToken")))
                .then()
                .statusCode(201)
                .body("id", startsWith("ccn_"))
                .body("emergency", nullValue());
        Desk.attempt(taken, "REACHED").then().statusCode(200);
        raise(Map.of("words", "And her knee is swollen")).then().statusCode(201);
        assertThat(alerts("clinical-concern")).containsExactly("clinical/nurse", "clinical/nurse");
        Desk.get(NURSE, "/v1/callbacks/" + id + "/clinical-concerns")
                .then()
                .statusCode(200)
                .body("items.words", equalTo(List.of("The purple parakeet bit her", "And her knee is swollen")))
                .body("items[0].raisedBy", equalTo("agent-1"));
        assertThat(Behind.select(
                        "SELECT data::text FROM event WHERE type = 'carepromise.callback.clinical-concern.v1'"))
                .contains("ccn_")
                .doesNotContain("parakeet");
        assertThat(Behind.select("SELECT row_to_json(it)::text FROM callback_remark AS it"))
                .doesNotContain("parakeet");
        assertThat(Behind.count(
                        "SELECT count(*) FROM audit_entry WHERE object = ? AND action = 'listCallbackConcerns'", id))
                .isOne();
    }

    @Test
    void wordsOfDangerAreAnsweredAtOnceAndAlertEvenWhereTheyAreRefused() {
        var words = "She says she has chest pain and cannot breathe";
        refused(raise(Map.of("words", words)), 409, "callback-not-reached")
                .body("emergency.numbers", equalTo(List.of("911")));
        assertThat(alerts("emergency-words")).containsExactly("clinical/nurse");
        assertThat(alerts("clinical-concern")).isEmpty();
        var taken = Desk.next();
        raise(Map.of("words", words, "leaseToken", taken.path("leaseToken")))
                .then()
                .statusCode(201)
                .body("emergency.numbers", equalTo(List.of("911")));
        assertThat(alerts("clinical-concern")).containsExactly("clinical/nurse");
    }

    @Test
    void onlyWhoIsOnThePhoneOrWasReachedHasAConcern() {
        refused(raise(Map.of("words", "Her knee")), 409, "callback-not-reached");
        var taken = Desk.next();
        refused(raise(Map.of("words", "Her knee")), 409, "callback-not-reached");
        refused(
                raise(Map.of("words", "Her knee", "leaseToken", "6f1c0c9e-0000-4000-8000-000000000000")),
                409,
                "callback-not-reached");
        Desk.attempt(taken, "DECLINED").then().statusCode(200);
        refused(raise(Map.of("words", "Her knee")), 409, "callback-not-reached");
        assertThat(alerts("clinical-concern")).isEmpty();
    }

    @Test
    void agentsWriteThemAndNursesReadThem() {
        var path = "/v1/callbacks/" + id + "/clinical-concerns";
        Desk.get(Desk.AGENT, path).then().statusCode(403);
        refused(Desk.get(Tokens.staff("nurse", "chatham"), path), 404, "not-found");
        refused(Desk.post(Tokens.staff("agent", "chatham"), path, Map.of("words", "x")), 404, "not-found");
        Desk.post(Tokens.patient(Desk.patient()), path, Map.of("words", "x"))
                .then()
                .statusCode(403);
    }

    private Response raise(Map<String, Object> body) {
        return Desk.post(Desk.AGENT, "/v1/callbacks/" + id + "/clinical-concerns", new HashMap<>(body));
    }

    private List<Object> alerts(String kind) {
        return Behind.ask("SELECT pool || '/' || role FROM alert WHERE kind = ? AND subject = ?", kind, id);
    }
}
