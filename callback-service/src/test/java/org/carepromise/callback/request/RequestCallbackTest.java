package org.carepromise.callback.request;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@CallbackTest
class RequestCallbackTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private Instant nine;

    @BeforeEach
    void emptyDesk() {
        nine = Desk.open();
    }

    @Test
    void whatIsPublishedIsPromisedWhereAgentsCanKeepIt() {
        Desk.roster(5);
        var patient = Desk.patient();
        var asked = Desk.ask(Desk.request(patient));
        asked.then()
                .statusCode(201)
                .body("state", equalTo("QUEUED"))
                .body("promise.policy", equalTo("callback-first-attempt"))
                .body("promise.withinSla", equalTo(true))
                .body("promise.state", equalTo("ON_TRACK"))
                .body("promises.size()", equalTo(1));
        assertThat(limit(asked)).isCloseTo(nine.plus(Duration.ofHours(2)), within(30, ChronoUnit.SECONDS));
        Desk.get(Tokens.patient(patient), asked.header("Location"))
                .then()
                .statusCode(200)
                .body("id", equalTo(asked.path("id")));
        Desk.get(Tokens.patient(patient), "/v1/callbacks")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(asked.<String>path("id"))));
        refused(Desk.get(Tokens.patient(Desk.patient()), asked.header("Location")), 404, "not-found");
        refused(Desk.get(Tokens.staff("agent", "chatham"), asked.header("Location")), 404, "not-found");
    }

    @Test
    void aQuoteSaysWhatWouldBePromisedAndKeepsNothing() {
        Desk.roster(5);
        quote(Map.of("site", Desk.SITE, "topic", "billing"))
                .then()
                .statusCode(200)
                .body("withinSla", equalTo(true))
                .body("limit", notNullValue())
                .body("windows.size()", equalTo(3));
        assertThat(Behind.count("SELECT count(*) FROM callback")).isZero();
        refused(
                quote(Map.of("site", Desk.SITE, "topic", "billing", "language", "es")),
                409,
                "promise-capacity-exhausted");
        refused(
                quote(Map.of("site", Desk.SITE, "topic", "billing", "timeZone", "Nowhere/There")),
                422,
                "time-zone-unknown");
    }

    @Test
    void nobodyIsPromisedWhatNobodyCanKeep() {
        refused(Desk.ask(Desk.request(Desk.patient())), 409, "promise-capacity-exhausted")
                .body("$", not(hasKey("earliest")))
                .body("nextTimes", empty());
        Desk.roster(1, "es");
        refused(Desk.ask(Desk.request(Desk.patient())), 409, "promise-capacity-exhausted");
        Desk.ask(Desk.request(Desk.patient(), Map.of("language", "es-MX")))
                .then()
                .statusCode(201);
    }

    @Test
    void whoAcceptsLaterIsPromisedTheEarliestThatCanBeKept() {
        Desk.roster(1);
        // one agent of 8 minutes: in two hours so many starts are sure, and no more
        int sure = 0;
        while (Desk.ask(Desk.request(Desk.patient())).statusCode() == 201) {
            sure++;
        }
        assertThat(sure).isBetween(5, 14);
        var refusal = refused(Desk.ask(Desk.request(Desk.patient())), 409, "promise-capacity-exhausted")
                .body("nextTimes.size()", equalTo(3))
                .extract();
        var later = Desk.request(Desk.patient());
        later.put("acceptLater", true);
        var promised = Desk.ask(later);
        promised.then().statusCode(201).body("promise.withinSla", equalTo(false));
        assertThat(limit(promised))
                .isCloseTo(
                        OffsetDateTime.parse(refusal.path("earliest.limit")).toInstant(),
                        within(30, ChronoUnit.SECONDS))
                .isAfter(nine.plus(Duration.ofHours(2)));
    }

    @Test
    void whoIsOnDutyHearsAtOnceOfAPromiseLaterThanPublished() {
        var everyDay = List.of(Map.of(
                "weekdays",
                List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"),
                "startsAt",
                "15:00",
                "endsAt",
                "24:00",
                "agents",
                5));
        Desk.post(
                        Tokens.admin(),
                        "/v1/callback-rosters",
                        Map.of(
                                "site",
                                "new-york",
                                "name",
                                "Afternoon",
                                "skills",
                                List.of("billing"),
                                "languages",
                                List.of("en"),
                                "weekly",
                                everyDay))
                .then()
                .statusCode(201);
        var body = Desk.request(Desk.patient());
        body.put("site", "new-york");
        refused(Desk.post(Tokens.admin(), "/v1/callbacks", body), 409, "promise-capacity-exhausted");
        assertThat(Behind.count("SELECT count(*) FROM alert WHERE kind = 'callback-shortfall'"))
                .isZero();
        body.put("acceptLater", true);
        var promised = Desk.post(Tokens.admin(), "/v1/callbacks", body);
        promised.then().statusCode(201).body("promise.withinSla", equalTo(false));
        assertThat(Behind.ask("SELECT subject FROM alert WHERE kind = 'callback-shortfall'"))
                .isEqualTo(List.of(promised.<String>path("id")));
    }

    @Test
    void aWindowIsPromisedFromItsStartToItsEnd() {
        Desk.roster(5);
        var start = nine.plus(Duration.ofHours(2));
        var asked = Desk.ask(Desk.windowed(Desk.patient(), start, HALF_AN_HOUR));
        asked.then().statusCode(201);
        assertThat(OffsetDateTime.parse(asked.path("releaseAt")).toInstant()).isEqualTo(start);
        assertThat(limit(asked)).isEqualTo(start.plus(HALF_AN_HOUR));
    }

    @Test
    void windowsAreOfAQuarterOrHalfAnHourAndAhead() {
        Desk.roster(5);
        var start = nine.plus(Duration.ofHours(2));
        refused(Desk.ask(Desk.windowed(Desk.patient(), start, Duration.ofMinutes(20))), 422, "window-invalid");
        refused(
                Desk.ask(Desk.windowed(Desk.patient(), nine.plus(Duration.ofDays(20)), HALF_AN_HOUR)),
                422,
                "window-invalid");
        refused(
                Desk.ask(Desk.windowed(Desk.patient(), nine.minus(Duration.ofHours(1)), HALF_AN_HOUR)),
                422,
                "window-in-past");
        var open = Desk.request(Desk.patient());
        open.put("windowStart", start.toString());
        refused(Desk.ask(open), 422, "window-invalid");
    }

    @Test
    void nobodyIsCalledAtNightWhereTheyAre() {
        Desk.roster(5);
        var night = nine.plus(Duration.ofHours(12));
        refused(Desk.ask(Desk.windowed(Desk.patient(), night, HALF_AN_HOUR)), 409, "outside-calling-hours")
                .body("nextTimes.size()", equalTo(3));
        Desk.ask(Desk.windowed(Desk.patient(), nine.plus(Duration.ofMinutes(690)), HALF_AN_HOUR))
                .then()
                .statusCode(201);
        // nine in Chicago is four or five in Honolulu: its hours begin after the limit
        var far = Desk.request(Desk.patient(), Map.of("timeZone", "Pacific/Honolulu"));
        refused(Desk.ask(far), 409, "outside-calling-hours");
        far.put("acceptLater", true);
        var promised = Desk.ask(far);
        promised.then().statusCode(201).body("promise.withinSla", equalTo(false));
        assertThat(OffsetDateTime.parse(promised.path("releaseAt"))
                        .atZoneSameInstant(ZoneId.of("Pacific/Honolulu"))
                        .getHour())
                .isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "911, phone-not-callable",
        "+1 900 555 0123, phone-not-callable",
        "12, phone-invalid",
        "call me, phone-invalid",
        ", phone-missing"
    })
    void aNumberIsThePatientsOwn(String phone, String code) {
        Desk.roster(5);
        var told = new HashMap<String, Object>();
        told.put("phone", phone);
        refused(Desk.ask(Desk.request(Desk.patient(), told)), 422, code);
    }

    @Test
    void unknownNamesAreNamed() {
        var site = Desk.request(Desk.patient());
        site.put("site", "nowhere");
        refused(Desk.post(Tokens.admin(), "/v1/callbacks", site), 422, "site-unknown");
        var topic = Desk.request(Desk.patient());
        topic.put("topic", "weather");
        refused(Desk.ask(topic), 422, "topic-unknown");
    }

    @Test
    void whoWaitsAlreadyGetsTheSameCallback() {
        Desk.roster(5);
        var patient = Desk.patient();
        var first = Desk.ask(Desk.request(patient, Map.of("phone", "(217) 555-0142")));
        Desk.ask(Desk.request(patient, Map.of("phone", "+1 217 555 0142")))
                .then()
                .statusCode(200)
                .body("id", equalTo(first.path("id")));
        Desk.post(Tokens.patient(patient), "/v1/callbacks", Desk.request(patient, Map.of("phone", "1-217-555-0142")))
                .then()
                .statusCode(200)
                .body("id", equalTo(first.path("id")));
        Desk.ask(Desk.request(Desk.patient(), Map.of("phone", "+12175550142")))
                .then()
                .statusCode(201)
                .body("id", not(equalTo(first.<String>path("id"))));
    }

    @Test
    void aGuestIsShownThePromiseAloneTheFirstTimeAndTheSecond() {
        Desk.roster(5);
        var body = Desk.request("x", Map.of("phone", "+12175550143"));
        ((Map<?, ?>) body.get("patient")).remove("id");
        var first = guest(body);
        first.then()
                .statusCode(201)
                .body("promise.limit", notNullValue())
                .body("id", nullValue())
                .body("patient", nullValue())
                .header("Location", nullValue());
        var second = guest(body);
        second.then().statusCode(201).header("Location", nullValue());
        assertThat(second.<Map<String, Object>>path("$").keySet())
                .isEqualTo(first.<Map<String, Object>>path("$").keySet());
        assertThat(second.<String>path("promise.id")).isEqualTo(first.path("promise.id"));
        assertThat(Behind.count("SELECT count(*) FROM callback")).isOne();
        body.put("topic", "scheduling");
        assertThat(guest(body).<String>path("promise.id")).isNotEqualTo(first.path("promise.id"));
    }

    @Test
    void anEmergencyIsAnsweredAtOnceAlsoWhereNothingIsPromised() {
        var body = Desk.request(Desk.patient());
        body.put("reason", "I have chest pain and cannot breathe");
        refused(Desk.ask(body), 409, "promise-capacity-exhausted").body("emergency.text", containsString("911"));
        Desk.roster(5);
        var asked = Desk.ask(body);
        asked.then().statusCode(201).body("emergency.numbers", notNullValue());
        assertThat(Behind.ask("SELECT subject FROM alert WHERE kind = 'emergency-words'"))
                .contains(asked.<String>path("id"));
    }

    @Test
    void whoIsAlertedFindsWhomToCallAlsoWhereNothingWasPromised() {
        var patient = Desk.patient();
        var body = Desk.request(patient, Map.of("phone", "+12175550146"));
        body.put("reason", "I have chest pain and cannot breathe");
        body.put("topic", "my chest");
        for (int i = 0; i < 2; i++) {
            refused(Desk.ask(body), 422, "topic-unknown").body("emergency.text", containsString("911"));
        }
        var kept = Behind.ask("SELECT subject FROM alert WHERE kind = 'emergency-words' ORDER BY id DESC LIMIT 1")
                .get(0)
                .toString();
        Desk.get(Tokens.staff("nurse", Desk.SITE), "/v1/callbacks/" + kept)
                .then()
                .statusCode(200)
                .body("state", equalTo("REFUSED"))
                .body("topic", equalTo("other"))
                .body("patient.phone", equalTo("+12175550146"))
                .body("reason", containsString("chest pain"));
        assertThat(Behind.count("SELECT count(*) FROM callback")).isOne();
        Desk.roster(5);
        Desk.next().then().statusCode(204);
        Desk.asked(Desk.request(patient, Map.of("phone", "+12175550146")));
    }

    @Test
    void whoseNumberCannotBeCalledHearsAllTheSameWhatToDo() {
        var body = Desk.request(Desk.patient(), Map.of("phone", "call me"));
        body.put("reason", "I have chest pain and cannot breathe");
        refused(Desk.ask(body), 422, "phone-invalid").body("emergency.text", containsString("911"));
    }

    @Test
    void aPortalAsksForThePatientItNames() {
        Desk.roster(5);
        var patient = Desk.patient();
        var body = Desk.request(patient);
        ((Map<?, ?>) body.get("patient")).remove("id");
        var asked = Desk.keyed(given().auth().oauth2(Tokens.portal()).header("On-Behalf-Of-Patient", patient), body)
                .post("/v1/callbacks");
        asked.then().statusCode(201).body("patient.id", equalTo(patient));
        Desk.get(Tokens.patient(patient), "/v1/callbacks")
                .then()
                .body("items.id", equalTo(List.of(asked.<String>path("id"))));
        var other = Desk.keyed(
                        given().auth().oauth2(Tokens.portal()).header("On-Behalf-Of-Patient", patient),
                        Desk.request(Desk.patient()))
                .post("/v1/callbacks");
        refused(other, 404, "not-found");
        refused(Desk.post(Tokens.portal(), "/v1/callbacks", body), 403, "acting-not-allowed");
        given().auth()
                .oauth2(Tokens.portal())
                .header("On-Behalf-Of-Patient", Desk.patient())
                .get("/v1/callbacks/" + asked.path("id"))
                .then()
                .statusCode(404);
    }

    @Test
    void ofAHundredWhoAskForOneWindowOfFiveAgentsExactlyTwelveArePromisedIt() {
        Desk.roster(5);
        var start = nine.plus(Duration.ofHours(3));
        var answers = Race.of(100, i -> Desk.ask(Desk.windowed(Desk.patient(), start, HALF_AN_HOUR)));
        assertThat(answers.stream().filter(each -> each.statusCode() == 201)).hasSize(12);
        assertThat(answers.stream().filter(each -> each.statusCode() != 201))
                .hasSize(88)
                .allSatisfy(
                        each -> refused(each, 409, "promise-capacity-exhausted").body("nextTimes.size()", equalTo(3)));
    }

    @Test
    void fortyRequestsForOneNumberWrittenThreeWaysAreOneCallback() {
        Desk.roster(5);
        var patient = Desk.patient();
        var written = List.of("217-555-0144", "+1 (217) 555 0144", "1.217.555.0144");
        var answers = Race.of(40, i -> Desk.ask(Desk.request(patient, Map.of("phone", written.get(i % 3)))));
        assertThat(answers.stream().map(Response::statusCode).filter(status -> status == 201))
                .hasSize(1);
        assertThat(answers.stream().map(Response::statusCode).filter(status -> status == 200))
                .hasSize(39);
        assertThat(answers.stream().map(each -> each.<String>path("id")).distinct())
                .hasSize(1);
        assertThat(Behind.count("SELECT count(*) FROM callback")).isOne();
    }

    private static Response quote(Map<String, Object> body) {
        return given().auth()
                .oauth2(Desk.AGENT)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/callback-quotes");
    }

    private static Response guest(Map<String, Object> body) {
        return Desk.keyed(given().header("Site-Key", "pk_night_desk_4M7TQ2XK9B"), body)
                .post("/v1/callbacks");
    }

    private static Instant limit(Response answer) {
        return OffsetDateTime.parse(answer.path("promise.limit")).toInstant();
    }
}
