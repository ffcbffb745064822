package org.carepromise.callback.roster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

@CallbackTest
class RosterTest {

    @BeforeEach
    void emptyDesk() {
        Desk.open();
    }

    @Test
    void aRosterIsKeptListedReplacedAndRemoved() {
        var created = Desk.roster(5, "en", "es-US");
        created.then()
                .statusCode(201)
                .body("languages", equalTo(List.of("en", "es")))
                .body("version", equalTo(1));
        String path = created.header("Location");
        Desk.get(Desk.AGENT, path).then().statusCode(200).body("weekly[0].agents", equalTo(5));
        Desk.get(Desk.AGENT, "/v1/callback-rosters?site=" + Desk.SITE)
                .then()
                .statusCode(200)
                .body("items.id", hasItem(created.<String>path("id")));

        var other = new HashMap<String, Object>(body(weekly("08:00", "12:00", 3)));
        other.remove("site");
        put(path, other, null).then().statusCode(428);
        put(path, other, "\"1\"").then().statusCode(200).body("weekly[0].agents", equalTo(3));
        refused(put(path, other, "\"1\""), 412, "version-stale");

        given().auth().oauth2(Tokens.admin()).delete(path).then().statusCode(428);
        given().auth()
                .oauth2(Tokens.admin())
                .header("If-Match", "\"2\"")
                .delete(path)
                .then()
                .statusCode(204);
        refused(Desk.get(Desk.AGENT, path), 404, "not-found");
    }

    @Test
    void fewerAgentsThanNoneAreMalformed() {
        refused(create(body(weekly("08:00", "12:00", -1))), 400, "request-invalid");
    }

    @Test
    void anUnknownSiteIsNamed() {
        var body = new HashMap<String, Object>(body(weekly("08:00", "12:00", 1)));
        body.put("site", "nowhere");
        refused(create(body), 422, "site-unknown");
    }

    @Test
    void intervalsOfADayDoNotOverlap() {
        create(body(weekly("08:00", "12:00", 1), weekly("12:00", "13:00", 2)))
                .then()
                .statusCode(201);
        refused(
                create(body(weekly("08:00", "12:00", 1), weekly("11:59", "13:00", 2))),
                422,
                "roster-intervals-overlap");
        refused(create(body(weekly("12:00", "12:00", 1))), 422, "roster-intervals-overlap");
    }

    @Test
    void onlySupervisorsOfTheSiteRoster() {
        Desk.post(Desk.AGENT, "/v1/callback-rosters", body(weekly("08:00", "12:00", 1)))
                .then()
                .statusCode(403);
        Desk.post(Tokens.staff("supervisor", "chatham"), "/v1/callback-rosters", body(weekly("08:00", "12:00", 1)))
                .then()
                .statusCode(403);
    }

    private static Response create(Map<String, Object> body) {
        return Desk.post(Tokens.staff("supervisor", Desk.SITE), "/v1/callback-rosters", body);
    }

    private static Response put(String path, Map<String, Object> body, String ifMatch) {
        var request = given().auth()
                .oauth2(Tokens.admin())
                .contentType(ContentType.JSON)
                .body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).put(path);
    }

    @SafeVarargs
    private static Map<String, Object> body(Map<String, Object>... weekly) {
        return Map.of(
                "site",
                Desk.SITE,
                "name",
                "Desk",
                "skills",
                List.of("billing"),
                "languages",
                List.of("en"),
                "weekly",
                List.of(weekly));
    }

    private static Map<String, Object> weekly(String from, String until, int agents) {
        return Map.of("weekdays", List.of("MONDAY"), "startsAt", from, "endsAt", until, "agents", agents);
    }
}
