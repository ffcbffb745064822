package org.carepromise.kit.webhook;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.access.Claims;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

@SampleTest
class WebhookEndpointTest {

    private static final String URL = "http://127.0.0.1:9999/hook";
    private static final String CRM = Subscriptions.integration("crm", "springfield", "chatham");
    private static final String OTHER = Subscriptions.integration("other-crm", "springfield", "chatham");

    @BeforeEach
    @AfterEach
    void forgetEndpoints() {
        Behind.change("DELETE FROM webhook_endpoint");
    }

    @Test
    void aRegistrationTellsTheSecretOnce() {
        var created = Subscriptions.register(CRM, Map.of("url", URL, "description", "the CRM's"));
        created.then()
                .statusCode(201)
                .header("Location", Subscriptions.ENDPOINTS + "/" + created.path("id"))
                .header("ETag", "\"1\"")
                .body("id", startsWith("whe_"))
                .body("state", equalTo("ENABLED"))
                .body("types", empty())
                .body("sites", equalTo(List.of("chatham", "springfield")))
                .body("createdAt", notNullValue());
        var secret = created.<String>path("secret");
        assertThat(secret).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
        Subscriptions.as(CRM)
                .get(created.header("Location"))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("description", equalTo("the CRM's"))
                .body("secret", equalTo(null));
        Subscriptions.as(CRM).get(Subscriptions.ENDPOINTS).then().body("items[0].secret", equalTo(null));
    }

    @Test
    void aRepeatedRegistrationIsTheFirstOne() {
        var key = UUID.randomUUID().toString();
        var first = Subscriptions.as(CRM, Map.of("url", URL))
                .header("Idempotency-Key", key)
                .post(Subscriptions.ENDPOINTS);
        var again = Subscriptions.as(CRM, Map.of("url", URL))
                .header("Idempotency-Key", key)
                .post(Subscriptions.ENDPOINTS);
        again.then().statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(Behind.count("SELECT count(*) FROM webhook_endpoint")).isEqualTo(1);
        Subscriptions.as(CRM, Map.of("url", URL))
                .post(Subscriptions.ENDPOINTS)
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433:9999/",
                "http://0x7f.1:9999/",
                "http://user:word@127.0.0.1:9999/",
                "http://127.0.0.1:22/",
                "ftp://127.0.0.1:9999/"
            })
    void aUrlToWhichNothingIsSentIsRefusedWithItsReason(String url) {
        Subscriptions.register(CRM, Map.of("url", url))
                .then()
                .statusCode(422)
                .body("code", equalTo("webhook-url-refused"))
                .body("reason", notNullValue())
                .body("errors.pointer", hasItem("#/url"));
        assertThat(Behind.count("SELECT count(*) FROM webhook_endpoint")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hook", "http://", "http://crm example.org/", "http://127%2e0.0.1/"})
    void whatIsNoUrlIsMalformed(String url) {
        Subscriptions.register(CRM, Map.of("url", url))
                .then()
                .statusCode(400)
                .body("code", equalTo("request-invalid"))
                .body("errors.pointer", hasItem("#/url"));
    }

    @Test
    void anEndpointHearsOfSitesOfItsTokenAlone() {
        Subscriptions.register(CRM, Map.of("url", URL, "sites", List.of("chatham", "chatham")))
                .then()
                .statusCode(201)
                .body("sites", equalTo(List.of("chatham")));
        for (var site : List.of("honolulu", "*")) {
            Subscriptions.register(CRM, Map.of("url", URL, "sites", List.of(site)))
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("forbidden"));
        }
        Subscriptions.register(Subscriptions.integration("crm", "*"), Map.of("url", URL, "sites", List.of("atlantis")))
                .then()
                .statusCode(422)
                .body("code", equalTo("webhook-site-unknown"));
        Subscriptions.register(Subscriptions.integration("crm", "*"), Map.of("url", URL))
                .then()
                .statusCode(201)
                .body("sites", equalTo(List.of("*")));
    }

    @Test
    void idAndSecretAreGivenByServicesAlone() {
        var id = WebhookEndpoint.ID.format(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L));
        var given = Map.<String, Object>of("url", URL, "id", id, "secret", WebhookSignature.newSecret());
        for (var field : List.of("id", "secret")) {
            Subscriptions.register(CRM, Map.of("url", URL, field, given.get(field)))
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("request-invalid"))
                    .body("errors.pointer", hasItem("#/" + field));
        }
        forCrm(given).then().statusCode(201).body("id", equalTo(id)).body("secret", equalTo(given.get("secret")));
        // it is the integration's, which may read it
        Subscriptions.as(CRM).get(Subscriptions.ENDPOINTS + "/" + id).then().statusCode(200);
        Subscriptions.as(OTHER).get(Subscriptions.ENDPOINTS + "/" + id).then().statusCode(404);
        forCrm(given).then().statusCode(409).body("code", equalTo("webhook-endpoint-exists"));
        var weak = new HashMap<>(given);
        weak.put("secret", "whsec_c2hvcnQ=");
        forCrm(weak).then().statusCode(400);
    }

    private static Response forCrm(Map<String, Object> body) {
        return given().auth()
                .oauth2(Tokens.sign(Tokens.of(Role.SERVICE, "gateway").claim(Claims.SITES, List.of("*"))))
                .header("On-Behalf-Of-Subject", "crm")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(body)
                .post(Subscriptions.ENDPOINTS);
    }

    @Test
    void ofManyRegistrationsAtOnceNoMoreThanTwentyAreThere() {
        for (int i = 0; i < 17; i++) {
            Subscriptions.register(CRM, Map.of("url", URL)).then().statusCode(201);
        }
        var answers = Race.of(8, client -> Subscriptions.register(CRM, Map.of("url", URL)));
        assertThat(answers.stream().filter(each -> each.statusCode() == 201)).hasSize(3);
        assertThat(answers.stream().filter(each -> each.statusCode() != 201)).allSatisfy(each -> each.then()
                .statusCode(409)
                .body("code", equalTo("webhook-endpoint-limit"))
                .body("limit", equalTo(20)));
        Subscriptions.register(OTHER, Map.of("url", URL)).then().statusCode(201);
    }

    @Test
    void aReplacementNamesTheVersionAndKeepsTheSecret() {
        var endpoint = Subscriptions.registered(CRM, URL);
        var path = Subscriptions.ENDPOINTS + "/" + endpoint.get("id");
        var body = Map.<String, Object>of(
                "url", URL + "/new", "types", List.of("carepromise.appointment.*"), "sites", List.of("chatham"));
        Subscriptions.as(CRM, body).put(path).then().statusCode(428).body("code", equalTo("version-missing"));
        Subscriptions.as(CRM, body)
                .header("If-Match", "\"7\"")
                .put(path)
                .then()
                .statusCode(412)
                .body("code", equalTo("version-stale"));
        var sealed = Behind.select("SELECT encode(secret, 'hex') FROM webhook_endpoint");
        Subscriptions.as(CRM, body)
                .header("If-Match", "\"1\"")
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("url", equalTo(URL + "/new"))
                .body("types", equalTo(List.of("carepromise.appointment.*")))
                .body("sites", equalTo(List.of("chatham")))
                .body("version", equalTo(2));
        assertThat(Behind.select("SELECT encode(secret, 'hex') FROM webhook_endpoint"))
                .isEqualTo(sealed);
        Subscriptions.as(CRM, Map.of("url", "http://2130706433:9999/", "version", 2))
                .put(path)
                .then()
                .statusCode(422)
                .body("code", equalTo("webhook-url-refused"));
    }

    @Test
    void aDeletedEndpointIsNotThere() {
        var endpoint = Subscriptions.registered(CRM, URL);
        var path = Subscriptions.ENDPOINTS + "/" + endpoint.get("id");
        Subscriptions.as(CRM).delete(path).then().statusCode(428);
        Subscriptions.as(CRM).delete(path + "?version=1").then().statusCode(204);
        Subscriptions.as(CRM).get(path).then().statusCode(404);
    }

    @Test
    void anEndpointIsDisabledAndEnabledByHand() {
        var endpoint = Subscriptions.registered(CRM, URL);
        var path = Subscriptions.ENDPOINTS + "/" + endpoint.get("id");
        Subscriptions.as(CRM, Map.of("version", 1))
                .post(path + "/disablement")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("state", equalTo("DISABLED"))
                .body("disabledReason", equalTo("BY_HAND"));
        Subscriptions.as(CRM, Map.of())
                .post(path + "/disablement")
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        Subscriptions.as(CRM, Map.of("version", 1))
                .post(path + "/enablement")
                .then()
                .statusCode(412);
        Subscriptions.as(CRM, Map.of("version", 2))
                .post(path + "/enablement")
                .then()
                .statusCode(200)
                .body("state", equalTo("ENABLED"))
                .body("version", equalTo(3));
    }

    @Test
    void aRotationUnderOneKeyHappensOnce() {
        var endpoint = Subscriptions.registered(CRM, URL);
        var path = Subscriptions.ENDPOINTS + "/" + endpoint.get("id") + "/secret-rotation";
        var body = Map.of("requestId", "rotation-" + endpoint.get("id"));
        var first = Subscriptions.as(CRM, body).post(path);
        first.then().statusCode(200).body("previousSecretUntil", notNullValue()).body("version", equalTo(2));
        var again = Subscriptions.as(CRM, body).post(path);
        assertThat(again.<String>path("secret")).isEqualTo(first.path("secret"));
        assertThat(Subscriptions.as(CRM, Map.of()).post(path).<String>path("secret"))
                .isNotEqualTo(first.path("secret"));
    }

    @Test
    void pagesOfEndpointsHoldEachOnce() {
        for (int i = 0; i < 5; i++) {
            Subscriptions.registered(CRM, URL + i);
        }
        Subscriptions.registered(OTHER, URL);
        var urls = new ArrayList<String>();
        String cursor = null;
        do {
            var page = Subscriptions.as(CRM)
                    .get(Subscriptions.ENDPOINTS + "?limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            urls.addAll(page.path("items.url"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(urls).containsExactly(URL + 0, URL + 1, URL + 2, URL + 3, URL + 4);
    }

    @Test
    void anAdminSeesTheEndpointsOfTheSitesOfTheToken() {
        var both = Subscriptions.registered(CRM, URL);
        var one = Subscriptions.register(CRM, Map.of("url", URL, "sites", List.of("chatham")))
                .<String>path("id");
        var chatham = Tokens.staff(Role.ADMIN, "chatham");
        given().auth().oauth2(chatham).get(Subscriptions.ENDPOINTS).then().body("items.id", equalTo(List.of(one)));
        given().auth()
                .oauth2(Tokens.admin())
                .get(Subscriptions.ENDPOINTS)
                .then()
                .body("items", hasSize(2));
        given().auth()
                .oauth2(chatham)
                .get(Subscriptions.ENDPOINTS + "/" + one)
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(chatham)
                .get(Subscriptions.ENDPOINTS + "/" + both.get("id"))
                .then()
                .statusCode(404);
    }

    @Test
    void anothersEndpointLooksLikeOneThatIsNotThere() {
        var endpoint = Subscriptions.registered(CRM, URL);
        var nobodys = WebhookEndpoint.ID.format(UUID.randomUUID());
        for (var id : List.of((String) endpoint.get("id"), nobodys, "whe_1", "appt_1")) {
            var path = Subscriptions.ENDPOINTS + "/" + id;
            var event = "/deliveries/" + WebhookMessage.EVENT.format(UUID.randomUUID());
            var replay = Map.of("state", "DEAD", "requestId", UUID.randomUUID().toString());
            for (var answer : List.of(
                    Subscriptions.as(OTHER).get(path),
                    Subscriptions.as(OTHER, Map.of("url", URL, "version", 1)).put(path),
                    Subscriptions.as(OTHER).delete(path + "?version=1"),
                    Subscriptions.as(OTHER, Map.of()).post(path + "/secret-rotation"),
                    Subscriptions.as(OTHER, Map.of()).post(path + "/enablement"),
                    Subscriptions.as(OTHER, Map.of()).post(path + "/disablement"),
                    Subscriptions.as(OTHER).post(path + "/test-event"),
                    Subscriptions.as(OTHER).get(path + "/deliveries"),
                    Subscriptions.as(OTHER, Map.of()).post(path + event + "/replay"),
                    Subscriptions.as(OTHER, replay).post(path + "/replays"))) {
                answer.then().statusCode(404).body("code", equalTo("not-found"));
            }
        }
        Subscriptions.as(OTHER).get(Subscriptions.ENDPOINTS).then().body("items", empty());
        Subscriptions.as(CRM)
                .get(Subscriptions.ENDPOINTS + "/" + endpoint.get("id"))
                .then()
                .body("version", equalTo(1));
    }

    @Test
    void anEventThatAnEndpointWasNotToldOfIsNotReplayed() {
        var endpoint = Subscriptions.registered(CRM, URL);
        Subscriptions.as(CRM, Map.of())
                .post(Subscriptions.ENDPOINTS + "/" + endpoint.get("id") + "/deliveries/"
                        + WebhookMessage.EVENT.format(UUID.randomUUID()) + "/replay")
                .then()
                .statusCode(404);
    }

    @Test
    void aReplayNamesTheDeadOrATime() {
        var endpoint = Subscriptions.registered(CRM, URL);
        for (var body : List.<Map<String, String>>of(
                Map.of("requestId", "r1"),
                Map.of("requestId", "r2", "from", "2026-11-25T15:00:00Z"),
                Map.of("requestId", "r3", "state", "PENDING"))) {
            Subscriptions.as(CRM, body)
                    .post(Subscriptions.ENDPOINTS + "/" + endpoint.get("id") + "/replays")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("request-invalid"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient",
                "portal",
                "agent",
                "nurse",
                "clinical-lead",
                "supervisor",
                "relations",
                "auditor",
                "stranger"
            })
    void nobodyButIntegrationsAndAdminsGetsIn(String role) {
        given().auth()
                .oauth2(Tokens.staff(role, "*"))
                .get(Subscriptions.ENDPOINTS)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        given().get(Subscriptions.ENDPOINTS).then().statusCode(401);
    }
}
