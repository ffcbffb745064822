package org.carepromise.messaging.thread;

import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.messaging.Inbox;
import org.carepromise.messaging.MessageTest;
import org.carepromise.messaging.Refusals;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

@MessageTest
class ThreadListTest {

    private static final String ADA = Tokens.patient("pat-ada");
    private static final String PROXY = Tokens.patient("pat-mother", "pat-ada");
    private static final String ABUSE = "My husband hits me and I am afraid to go home";

    @BeforeEach
    void emptied() {
        Inbox.empty();
    }

    @Test
    void pagesGoOnBehindTheLastChangedAndACursorBelongsToItsList() {
        var one = Inbox.written("pat-ada", Inbox.ROUTINE);
        var two = Inbox.written("pat-ada", Inbox.URGENT);
        var cursor = Inbox.get(ADA, "/v1/threads?limit=1")
                .then()
                .body("items.id", contains(two))
                .extract()
                .<String>path("nextCursor");
        Inbox.get(ADA, "/v1/threads?limit=1&cursor=" + cursor).then().body("items.id", contains(one));
        Inbox.get(ADA, "/v1/threads?lane=ROUTINE").then().body("items.id", contains(one));
        Refusals.refused(Inbox.get(ADA, "/v1/threads?lane=ROUTINE&cursor=" + cursor), 400, "cursor-invalid");
        Inbox.get(ADA, "/v1/threads?updatedSince=2199-01-01T00:00:00Z").then().body("items", empty());
    }

    @Test
    void staffFindThreadsOfTheirSitesAndPools() {
        var body = Inbox.words(Inbox.ROUTINE);
        body.put("patient", Map.of("id", "pat-zoe", "name", "Zoë Moreno", "phone", "(217) 555-0188"));
        var id = Inbox.post(Inbox.staff("agent"), "/v1/threads", body)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        for (var asked : new Map[] {
            Map.of("patientId", "pat-zoe"),
            Map.of("phone", "+1 217 555 0188"),
            Map.of("familyName", "moreno"),
            Map.of("site", Inbox.SITE, "lane", "ROUTINE", "state", "WAITING")
        }) {
            search(Inbox.NURSE, asked).then().statusCode(200).body("items.id", contains(id));
        }
        search(Inbox.staff("nurse", "billing"), Map.of("patientId", "pat-zoe"))
                .then()
                .body("items", empty());
        Refusals.refused(search(Inbox.NURSE, Map.of()), 400, "request-invalid");
        Refusals.refused(search(Inbox.NURSE, Map.of("phone", "12")), 422, "phone-invalid");
    }

    @Test
    void ofAConfidentialThreadListsShowNoWordsNobodyIsToldAndProxiesSeeNothing() {
        var body = Inbox.words(ABUSE);
        body.put("subject", "About home");
        var id = Inbox.post(ADA, "/v1/threads", body)
                .then()
                .statusCode(201)
                .body("confidential", equalTo(true))
                .extract()
                .<String>path("id");
        Inbox.say(Inbox.NURSE, id, "You are not alone").then().statusCode(201);
        assertThat(Behind.count("SELECT count(*) FROM notice WHERE subject = ?", id))
                .isZero();
        var list = search(Inbox.NURSE, Map.of("patientId", "pat-ada"));
        list.then()
                .body("items", hasSize(1))
                .body("items[0].subject", nullValue())
                .body("items[0].triage", nullValue());
        assertThat(list.asString()).doesNotContain("hits").doesNotContain("About home");

        Refusals.refused(asProxy("/v1/threads/" + id), 404, "not-found");
        asProxy("/v1/threads").then().body("items", empty());
        Refusals.refused(asPortal("/v1/threads/" + id), 404, "not-found");
        asPortal("/v1/threads/" + id + "?readBy=PATIENT").then().statusCode(200);
        asPortal("/v1/threads?readBy=PROXY").then().body("items", empty());
        asPortal("/v1/threads?readBy=PATIENT").then().body("items", hasSize(1));
    }

    @Test
    void aTeenagersThreadIsConfidentialAndAnAnswerToOthersIsToldWithoutWords() {
        var body = Inbox.words(Inbox.ROUTINE);
        body.put(
                "patient",
                Map.of(
                        "birthDate",
                        Inbox.now()
                                .toString()
                                .substring(0, 4)
                                .transform(year -> (Integer.parseInt(year) - 15) + "-01-01")));
        Inbox.post(ADA, "/v1/threads", body).then().body("confidential", equalTo(true));
        var open = Inbox.written("pat-bob", Inbox.ROUTINE);
        Inbox.say(Inbox.NURSE, open, "Done").then().statusCode(201);
        assertThat(Behind.count("SELECT count(*) FROM notice WHERE subject = ?", open))
                .isOne();
    }

    @Test
    void itIsKeptWhoWroteAndAPortalSaysIt() {
        given().auth()
                .oauth2(PROXY)
                .header("On-Behalf-Of-Patient", "pat-ada")
                .header("Idempotency-Key", "proxy-" + System.nanoTime())
                .contentType("application/json")
                .body(Inbox.words(Inbox.ROUTINE))
                .post("/v1/threads")
                .then()
                .statusCode(201)
                .body("messages[0].author", equalTo("PROXY"));
        var body = Inbox.words(Inbox.ROUTINE);
        Refusals.refused(portal(body), 422, "writer-unsaid");
        body.put("writtenBy", "PROXY");
        portal(body).then().statusCode(201).body("messages[0].author", equalTo("PROXY"));
    }

    private static Response portal(Object body) {
        return given().auth()
                .oauth2(Tokens.portal())
                .header("On-Behalf-Of-Patient", "pat-ada")
                .header("Idempotency-Key", "portal-" + System.nanoTime())
                .contentType("application/json")
                .body(body)
                .post("/v1/threads");
    }

    private static Response search(String token, Map<?, ?> asked) {
        return Inbox.post(token, "/v1/threads/searches", asked);
    }

    private static Response asProxy(String path) {
        return given().auth()
                .oauth2(PROXY)
                .header("On-Behalf-Of-Patient", "pat-ada")
                .get(path);
    }

    private static Response asPortal(String path) {
        return given().auth()
                .oauth2(Tokens.portal())
                .header("On-Behalf-Of-Patient", "pat-ada")
                .get(path);
    }
}
