package org.carepromise.kit.guest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.access.ActingHeaders;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Callers without a token: what a site key opens, and that it opens nothing else. */
@SampleTest
class GuestTest {

    private static final String KEY = "pk_night_desk_4M7TQ2XK9B";
    private static final String ORIGIN = "https://www.night-desk.example";

    @Test
    void aGuestCreatesWhereGuestsAreAdmitted() {
        var created = create(guest(), Things.key(), Things.name());
        created.then().statusCode(201);
        assertThat(Behind.select(
                        "SELECT person || ' ' || token FROM audit_entry WHERE object = ?", created.<String>path("id")))
                .containsExactly("guest site-key:" + KEY);
    }

    @Test
    void aPageOfTheKeysOriginMayUseItAndNoOther() {
        create(guest().header("Origin", ORIGIN), Things.key(), Things.name())
                .then()
                .statusCode(201);
        create(guest().header("Origin", "HTTPS://www.Night-Desk.example"), Things.key(), Things.name())
                .then()
                .statusCode(201);
        for (var origin : List.of("https://evil.example", "null", ORIGIN + ":8443", "http://www.night-desk.example")) {
            create(guest().header("Origin", origin), Things.key(), Things.name())
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("code", equalTo("origin-not-allowed"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pk_nobody_4M7TQ2XK9B", "PK_NIGHT_DESK_4M7TQ2XK9B", "x", "pk_night_desk_4M7TQ2XK9B, x"})
    void aKeyThatNoSiteHasIsUnknown(String key) {
        create(given().header("Site-Key", key), Things.key(), Things.name())
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .contentType("application/problem+json")
                .body("code", equalTo("site-key-unknown"));
    }

    @Test
    void whatDoesNotNameGuestsRefusesThem() {
        for (var path :
                List.of(Things.PATH, Things.PATH + "/thing_01kat3v0000000000000000000", "/v1/sample/audit-entries")) {
            guest().get(path).then().statusCode(401).body("code", equalTo("unauthenticated"));
        }
        guest().get(Things.PATH + "/numbered/7").then().statusCode(200);
    }

    @Test
    void aTokenWinsOverASiteKey() {
        guest().auth().oauth2(Tokens.admin()).get(Things.PATH).then().statusCode(200);
        guest().header("Authorization", "Bearer a.b.c")
                .get(Things.PATH)
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void aTokenThatSaysItIsAGuestsIsNone() {
        for (var role : List.of(Role.GUEST, Role.LINK)) {
            Things.create(Tokens.staff(role, "*"), Things.key(), Things.named(Things.name()))
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("forbidden"));
        }
    }

    @Test
    void aGuestActsForNobodyAndNamesNoPatientsId() {
        for (var header : List.of(ActingHeaders.PATIENT, ActingHeaders.AGENT, ActingHeaders.SUBJECT)) {
            create(guest().header(header, "pat-ada"), Things.key(), Things.name())
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("acting-not-allowed"));
        }
        var body = body(Things.name());
        body.put("patient", Map.of("id", "pat-ada", "name", "Ada Moreno", "phone", "+1 217 555 0123"));
        guest().contentType(ContentType.JSON)
                .header("Idempotency-Key", Things.key())
                .body(body)
                .post(Things.PATH)
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
    }

    @Test
    void aKeyIsRepeatedUnderTheSiteKeyAndIsNotATokens() {
        var key = Things.key();
        var name = Things.name();
        var first = create(guest(), key, name);
        first.then().statusCode(201);
        create(guest(), key, name)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", equalTo("true"))
                .body("id", equalTo(first.path("id")));
        Things.create(Tokens.admin(), key, Things.named(Things.name())).then().statusCode(201);
    }

    private static RequestSpecification guest() {
        return given().header("Site-Key", KEY);
    }

    private static Response create(RequestSpecification caller, String key, String name) {
        return caller.contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body(name))
                .post(Things.PATH);
    }

    private static Map<String, Object> body(String name) {
        return new HashMap<>(Map.of(
                "name",
                name,
                "site",
                "night-desk",
                "patient",
                Map.of("name", "Ada Moreno", "phone", "+1 217 555 0123")));
    }
}
