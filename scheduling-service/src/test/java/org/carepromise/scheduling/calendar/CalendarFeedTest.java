package org.carepromise.scheduling.calendar;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.access.Role;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** Whoever has a feed's URL sees when the provider is busy, until somebody revokes it. */
@SchedulingTest
class CalendarFeedTest {

    private final String patient = Clinic.patient();
    private Clinic clinic;

    @BeforeEach
    void aProviderSeesPatients() {
        clinic = Clinic.with(Map.of("name", "Oncology follow-up"), Map.of());
    }

    @Test
    void aFeedShowsBusyTimesByReferenceAlone() {
        var booked = clinic.book(patient, clinic.freeSlots(1).get(0));
        booked.then().statusCode(201);
        var feed = given().get(subscribe());
        feed.then()
                .statusCode(200)
                .contentType(containsString("text/calendar"))
                .header("Cache-Control", equalTo("private, no-cache"))
                .header("Referrer-Policy", equalTo("no-referrer"));
        var lines = Rfc5545.lines(feed.asString());
        assertThat(Rfc5545.instants(lines, "DTSTART"))
                .containsExactly(OffsetDateTime.parse(booked.path("start")).toInstant());
        assertThat(lines)
                .contains(
                        "METHOD:PUBLISH",
                        "UID:" + booked.path("id") + "@carepromise",
                        "SUMMARY:Appointment " + booked.path("reference"),
                        "STATUS:CONFIRMED")
                .noneMatch(line -> line.startsWith("ATTENDEE") || line.startsWith("ORGANIZER"));
        assertThat(feed.asString()).doesNotContain("Oncology", patient, clinic.visitType);
    }

    @Test
    void whatIsCancelledLeavesAsCancelledAndIsGoneAfterAWhile() {
        var booked = clinic.book(patient, clinic.freeSlots(1).get(0));
        Clinic.post(
                        Tokens.patient(patient),
                        booked.header("Location") + "/cancellation",
                        Map.of("reason", "PATIENT_REQUEST"))
                .then()
                .statusCode(200);
        var feed = subscribe();
        assertThat(Rfc5545.lines(given().get(feed).asString())).contains("STATUS:CANCELLED");
        Clinic.moveClock(Clinic.now().plus(Duration.ofDays(30)));
        assertThat(Rfc5545.lines(given().get(feed).asString())).doesNotContain("STATUS:CANCELLED", "BEGIN:VEVENT");
    }

    @Test
    void whoHasItAlreadyIsSparedIt() {
        clinic.book(patient, clinic.freeSlots(1).get(0));
        var feed = subscribe();
        var etag = given().get(feed).header("ETag");
        Clinic.moveClock(Clinic.now().plus(Duration.ofMinutes(1)));
        for (var known : List.of(etag, "W/\"x\", " + etag, etag.substring(2), "*")) {
            given().header("If-None-Match", known)
                    .get(feed)
                    .then()
                    .statusCode(304)
                    .header("ETag", equalTo(etag))
                    .body(equalTo(""));
        }
        given().header("If-None-Match", "W/\"x\"").get(feed).then().statusCode(200);
        clinic.book(Clinic.patient(), clinic.freeSlots(1).get(0));
        given().header("If-None-Match", etag).get(feed).then().statusCode(200).header("ETag", not(equalTo(etag)));
    }

    @Test
    void theUrlIsShownOnceAndItsTokenIsStoredNowhere() {
        var feed = create(Tokens.admin());
        String url = feed.path("url");
        assertThat(url).matches(".*/v1/calendar-feeds/lk_[A-Za-z0-9_-]{43}/calendar\\.ics");
        given().auth()
                .oauth2(Tokens.admin())
                .get(feed.header("Location"))
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("id", equalTo(feed.path("id")))
                .body("provider", equalTo(clinic.provider))
                .body("createdAt", notNullValue())
                .body("url", nullValue());
        assertThat(list(Tokens.admin()).jsonPath().<String>getList("items.url")).containsOnlyNulls();
        var token = url.replaceAll(".*/(lk_[^/]+)/.*", "$1");
        assertThat(Behind.select("SELECT row_to_json(f)::text FROM calendar_feed f")
                        + Behind.select("SELECT row_to_json(i)::text FROM idempotency i"))
                .doesNotContain(token);
    }

    @Test
    void aRevokedFeedOpensNothing() {
        var created = create(Tokens.admin());
        var path = created.header("Location");
        given().get(pathOf(created)).then().statusCode(200);
        refused(delete(path, null), 428, "version-missing");
        refused(delete(path, "\"2\""), 412, "version-stale");
        delete(path, "\"1\"").then().statusCode(204);
        refused(given().get(pathOf(created)), 404, "not-found");
        refused(delete(path, "\"1\""), 404, "not-found");
        list(Tokens.admin()).then().body("items.id", not(hasItem(created.<String>path("id"))));
        given().auth()
                .oauth2(Tokens.staff(Role.AUDITOR, "*"))
                .get("/v1/scheduling/audit-entries?object={id}", created.<String>path("id"))
                .then()
                .body("items.action", hasItem("createCalendarFeed"))
                .body("items.action", hasItem("revokeCalendarFeed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lk_", "x", "lk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "feed_01kat3v0000000000000000000"})
    void aTokenNobodyGaveOpensNothing(String token) {
        refused(given().get("/v1/calendar-feeds/" + token + "/calendar.ics"), 404, "not-found");
    }

    @Test
    void aFeedIsForThoseWhoReachEverySiteOfTheProvider() {
        var feed = create(Tokens.staff(Role.SUPERVISOR, "night-desk", "chatham"));
        var elsewhere = Tokens.staff(Role.SUPERVISOR, "chatham");
        refused(post(elsewhere), 403, "forbidden");
        refused(given().auth().oauth2(elsewhere).get(feed.header("Location")), 404, "not-found");
        list(elsewhere).then().body("items", equalTo(List.of()));
        list(Tokens.staff(Role.SUPERVISOR, "night-desk"))
                .then()
                .body("items.id", equalTo(List.of(feed.<String>path("id"))));
        refused(post(Tokens.staff(Role.AGENT, "night-desk")), 403, "forbidden");
        refused(post(Tokens.patient(patient)), 403, "forbidden");
        refused(given().get("/v1/calendar-feeds"), 401, "unauthenticated");
    }

    @Test
    void aFeedOfNobodyIsRefused() {
        refused(
                Clinic.post(Tokens.admin(), "/v1/calendar-feeds", Map.of("provider", "nobody")),
                422,
                "provider-unknown");
        refused(
                Clinic.post(
                        Tokens.admin(), "/v1/calendar-feeds", Map.of("provider", "prov_01kat3v0000000000000000000")),
                422,
                "provider-unknown");
    }

    @Test
    void aRequestThatIsRepeatedOpensOneFeed() {
        var key = java.util.UUID.randomUUID().toString();
        var body = Map.of("provider", clinic.provider);
        var first = Clinic.keyed(Tokens.admin(), key, body).post("/v1/calendar-feeds");
        var second = Clinic.keyed(Tokens.admin(), key, body).post("/v1/calendar-feeds");
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(list(Tokens.admin()).jsonPath().getList("items")).hasSize(1);
    }

    @Test
    void feedsAreListedPageByPage() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            ids.add(create(Tokens.admin()).path("id"));
        }
        var first =
                given().auth().oauth2(Tokens.admin()).get("/v1/calendar-feeds?provider={p}&limit=2", clinic.provider);
        assertThat(first.jsonPath().<String>getList("items.id")).isEqualTo(ids.subList(0, 2));
        given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/calendar-feeds?provider={p}&limit=2&cursor={c}", clinic.provider, first.path("nextCursor"))
                .then()
                .body("items.id", equalTo(ids.subList(2, 3)))
                .body("nextCursor", nullValue());
    }

    @Test
    void noTokenOfAFeedIsLogged() {
        try (var log = CapturedLog.open()) {
            var path = subscribe();
            given().get(path).then().statusCode(200);
            given().accept("application/pdf").get(path).then().statusCode(406);
            given().post(path).then().statusCode(404);
            assertThat(log.text()).doesNotContain(path.replaceAll(".*/(lk_[^/]+)/.*", "$1"));
        }
    }

    @Test
    void aFeedIsReadByIndex() {
        assertThat(Behind.plan(
                        CalendarFeedStore.BUSY,
                        List.of(
                                "'019ab1d3-0000-7000-8000-000000000001'",
                                "'2026-11-01Z'",
                                "'2027-05-01Z'",
                                "'2026-11-01Z'",
                                "20000")))
                .contains("appointment_of_provider")
                .doesNotContain("Seq Scan");
        assertThat(Behind.plan(CalendarFeedStore.OPENED_BY, List.of("'\\x00'")))
                .contains("calendar_feed_token")
                .doesNotContain("Seq Scan");
    }

    private Response post(String token) {
        return Clinic.post(token, "/v1/calendar-feeds", Map.of("provider", clinic.provider));
    }

    private Response create(String token) {
        var created = post(token);
        created.then().statusCode(201).header("ETag", equalTo("\"1\""));
        return created;
    }

    private String subscribe() {
        return pathOf(create(Tokens.admin()));
    }

    private static String pathOf(Response created) {
        return created.<String>path("url").replaceAll(".*(/v1/.*)", "$1");
    }

    private Response list(String token) {
        return given().auth().oauth2(token).get("/v1/calendar-feeds?provider={p}", clinic.provider);
    }

    private static Response delete(String path, String ifMatch) {
        var request = given().auth().oauth2(Tokens.admin());
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).delete(path);
    }
}
