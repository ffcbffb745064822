package org.carepromise.callback.request;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;

@CallbackTest
class CallbackSearchTest {

    private final String patient = Desk.patient();

    @BeforeEach
    void emptyDesk() {
        Desk.open();
        Desk.roster(5);
    }

    @Test
    void staffFindByPhoneNamePatientAndSite() {
        var ana = Desk.asked(Desk.request(patient, Map.of("name", "Ana García-López", "phone", "+12175550191")));
        var other = Desk.asked(Desk.request(Desk.patient(), Map.of("phone", "+12175550192")));
        assertThat(found(Desk.AGENT, Map.of("phone", "(217) 555-0191"))).containsExactly(ana);
        assertThat(found(Desk.AGENT, Map.of("familyName", "LOPEZ"))).containsExactly(ana);
        assertThat(found(Desk.AGENT, Map.of("familyName", "Garc"))).isEmpty();
        assertThat(found(Desk.AGENT, Map.of("patientId", patient))).containsExactly(ana);
        assertThat(found(Desk.AGENT, Map.of("site", Desk.SITE))).containsExactly(other, ana);
        assertThat(found(Desk.AGENT, Map.of("site", Desk.SITE, "state", "CLAIMED")))
                .isEmpty();
        assertThat(Behind.ask("SELECT patient_ids::text FROM audit_entry WHERE action = 'searchCallbacks'"))
                .anyMatch(ids -> ids.toString().equals("{" + patient + "}"));
    }

    @Test
    void whoKeepsACopyAsksForWhatWasChangedSince() {
        var first = Desk.asked(Desk.request(patient));
        Desk.asked(Desk.request(Desk.patient()));
        Desk.moveClockBy(Duration.ofMinutes(1));
        var since = Desk.now();
        Desk.post(Desk.AGENT, "/v1/callbacks/" + first + "/cancellation", Map.of())
                .then()
                .statusCode(200);
        assertThat(found(Desk.AGENT, Map.of("site", Desk.SITE, "updatedSince", since.toString())))
                .containsExactly(first);
        assertThat(found(
                        Desk.AGENT,
                        Map.of(
                                "site",
                                Desk.SITE,
                                "updatedSince",
                                Desk.now().plusSeconds(60).toString())))
                .isEmpty();
    }

    @Test
    void pagesGoOnWhereTheyEndedAndACursorFitsItsSearchAlone() {
        for (int i = 0; i < 5; i++) {
            Desk.asked(Desk.request(Desk.patient()));
        }
        var first = search(Desk.AGENT, Map.of("site", Desk.SITE, "limit", 3));
        first.then().statusCode(200).body("items.size()", equalTo(3));
        String cursor = first.path("nextCursor");
        var second = search(Desk.AGENT, Map.of("site", Desk.SITE, "limit", 3, "cursor", cursor));
        second.then().statusCode(200).body("items.size()", equalTo(2));
        assertThat(second.<List<String>>path("items.id")).doesNotContainAnyElementsOf(first.path("items.id"));
        refused(search(Desk.AGENT, Map.of("site", "chatham", "cursor", cursor)), 400, "cursor-invalid");
        refused(search(Desk.AGENT, Map.of("site", Desk.SITE, "cursor", "x")), 400, "cursor-invalid");
    }

    @Test
    void staffFindAtTheirSitesAloneAndPatientsFindNothing() {
        Desk.asked(Desk.request(patient));
        assertThat(found(Tokens.staff("agent", "chatham"), Map.of("patientId", patient)))
                .isEmpty();
        assertThat(found(Tokens.staff("agent", "chatham"), Map.of("site", Desk.SITE)))
                .isEmpty();
        assertThat(found(Tokens.admin(), Map.of("patientId", patient))).hasSize(1);
        refused(search(Tokens.patient(patient), Map.of("patientId", patient)), 403, "forbidden");
        refused(search(Desk.AGENT, Map.of("state", "QUEUED")), 400, "request-invalid");
        refused(search(Desk.AGENT, Map.of("phone", "call me")), 422, "phone-invalid");
    }

    private static List<String> found(String token, Map<String, Object> asked) {
        return search(token, asked).then().statusCode(200).extract().path("items.id");
    }

    private static Response search(String token, Map<String, Object> asked) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(new HashMap<>(asked))
                .post("/v1/callbacks/searches");
    }
}
