package org.carepromise.callback.course;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.callback.Ids;
import org.carepromise.callback.link.CallbackLinks;
import org.carepromise.kit.link.Link;
import org.carepromise.kit.link.LinkPurpose;
import org.carepromise.kit.link.Links;
import org.carepromise.kit.notice.ReadingGrade;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Race;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

/** What whoever has the link of a callback can do without login, and what nobody can. */
@CallbackTest
class CallbackLinkTest {

    private static final Pattern IN_TEXT = Pattern.compile("/c/(lk_[A-Za-z0-9_-]+)");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final String patient = Desk.patient();
    private Instant nine;

    @Inject
    Links links;

    @BeforeEach
    void emptyDesk() {
        nine = Desk.open();
        Desk.roster(5);
    }

    @Test
    void theNumberGetsTheLinkAndNoOtherAddressDoes() {
        var body = Desk.request(patient, Map.of("phone", "+12175550161", "email", "stranger@example.org"));
        var id = Desk.asked(body);
        Desk.moveClockBy(Duration.ofSeconds(1));
        var sent = inbox("+12175550161");
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0)).contains("Night Desk will call you back by", "11:05 AM", "217-555-0100");
        look(tokenIn(sent.get(0))).then().statusCode(200).body("state", equalTo("QUEUED"));
        assertThat(inbox("stranger@example.org")).isEmpty();
        assertThat(Behind.count("SELECT count(*) FROM notice WHERE subject = ?", id))
                .isOne();
    }

    @Test
    void whoAsksAgainWithoutLoginIsSentTheLinkAgainButNotWithEachTap() {
        for (int i = 0; i < 3; i++) {
            guest("+12175550162").then().statusCode(201);
        }
        Desk.moveClockBy(Duration.ofSeconds(1));
        assertThat(inbox("+12175550162")).hasSize(1);
        Desk.moveClockBy(Duration.ofHours(1));
        guest("+12175550162").then().statusCode(201).body("id", not(notNullValue()));
        Desk.moveClockBy(Duration.ofSeconds(1));
        var sent = inbox("+12175550162");
        assertThat(sent).hasSize(2);
        sent.forEach(text -> look(tokenIn(text)).then().statusCode(200));
    }

    @Test
    void lookingTellsNothingOfThePatientAndChangesNothing() {
        var body = Desk.request(patient);
        body.put("reason", "My purple parakeet ate the bill");
        var id = Desk.asked(body);
        var token = token(id, 0);
        for (int i = 0; i < 2; i++) {
            look(token)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("QUEUED"))
                    .body("siteName", equalTo("Night Desk"))
                    .body("promise.state", equalTo("ON_TRACK"))
                    .body("promise.limitShown", notNullValue());
            given().get("/v1/callback-links/{token}/times", token)
                    .then()
                    .statusCode(200)
                    .body("windows.size()", equalTo(3));
            page(token).then().statusCode(200);
        }
        assertThat(look(token).asString() + page(token).asString())
                .doesNotContain(patient, "Ada", "Moreno", "parakeet", "billing", "+1217");
        Desk.get(Desk.AGENT, "/v1/callbacks/" + id)
                .then()
                .body("state", equalTo("QUEUED"))
                .body("version", equalTo(1));
    }

    @Test
    void aLinkCancelsOnceAndAgainWithoutAChange() {
        var id = Desk.asked(Desk.request(patient));
        var token = token(id, 0);
        for (int i = 0; i < 2; i++) {
            post(token, "cancellation", Map.of()).then().statusCode(200).body("state", equalTo("CANCELLED"));
        }
        look(token).then().statusCode(200).body("state", equalTo("CANCELLED"));
        refused(post(token, "window", Map.of()), 410, "link-superseded");
        Desk.get(Desk.AGENT, "/v1/callbacks/" + id).then().body("version", equalTo(2));
        Desk.next().then().statusCode(204);
    }

    @Test
    void aLinkMovesOnceAndIsOverThenAndTheNumberGetsANewOne() {
        var body = Desk.request(patient, Map.of("phone", "+12175550163", "timeZone", "America/New_York"));
        var id = Desk.asked(body);
        var token = token(id, 0);
        var later = window(nine.plus(Duration.ofHours(3)));
        for (int i = 0; i < 2; i++) {
            post(token, "window", later)
                    .then()
                    .statusCode(200)
                    .body("windowStart", containsString("T13:00"))
                    .body("promise.state", equalTo("ON_TRACK"));
        }
        refused(post(token, "window", window(nine.plus(Duration.ofHours(4)))), 410, "link-superseded");
        refused(look(token), 410, "link-superseded");
        refused(post(token, "cancellation", Map.of()), 410, "link-superseded");
        Desk.moveClockBy(Duration.ofSeconds(1));
        var sent = inbox("+12175550163");
        assertThat(sent).as("what was not sent yet is not sent any more").hasSize(1);
        assertThat(sent.get(0)).contains("1:00 PM");
        post(tokenIn(sent.get(0)), "cancellation", Map.of()).then().statusCode(200);
        Desk.get(Desk.AGENT, "/v1/callbacks/" + id).then().body("version", equalTo(3));
    }

    @Test
    void aMoveThatCapacityCannotKeepLeavesCallbackAndLinkAsTheyWere() {
        var start = nine.plus(Duration.ofHours(2));
        for (int i = 0; i < 12; i++) {
            Desk.asked(Desk.windowed(Desk.patient(), start, HALF_AN_HOUR));
        }
        var token = token(Desk.asked(Desk.request(patient)), 0);
        refused(post(token, "window", window(start)), 409, "promise-capacity-exhausted")
                .body("nextTimes.size()", equalTo(3));
        look(token).then().statusCode(200);
    }

    @Test
    void aLinkThatIsOldChangedOrForSomethingElseLeadsNowhere() {
        var id = Desk.asked(Desk.request(patient));
        var token = token(id, 0);
        refused(look(token.substring(0, token.length() - 2)), 404, "link-invalid");
        refused(look("lk_" + "A".repeat(51)), 404, "link-invalid");
        var other = new LinkPurpose("callback-other", Ids.CALLBACK, "/c/");
        refused(look(token(other, id, 0)), 404, "link-invalid");
        refused(look(token(id, 1)), 410, "link-superseded");
        Behind.run("DELETE FROM callback");
        refused(look(token), 404, "link-invalid");
        var expired = links.token(
                new Link(CallbackLinks.MANAGING, Ids.CALLBACK.parse(id).orElseThrow(), Desk.now(), 0));
        refused(look(expired), 410, "link-expired");
        refused(post(expired, "cancellation", Map.of()), 410, "link-expired");
    }

    @Test
    void whileAnAgentHasItALinkOnlyShowsIt() {
        var token = token(Desk.asked(Desk.request(patient)), 0);
        Desk.next().then().statusCode(200);
        refused(post(token, "cancellation", Map.of()), 409, "callback-being-called");
        refused(post(token, "window", Map.of()), 409, "callback-being-called");
        page(token).then().statusCode(200);
    }

    @Test
    void fortyTapsOnOneLinkAreOneMove() {
        var id = Desk.asked(Desk.request(patient));
        var token = token(id, 0);
        var later = window(nine.plus(Duration.ofHours(3)));
        var statuses = Race.of(40, i -> patiently(token, later)).stream().map(Response::statusCode);
        assertThat(statuses).containsOnly(200);
        Desk.get(Desk.AGENT, "/v1/callbacks/" + id).then().body("version", equalTo(2));
    }

    @Test
    void aBrowserGetsPagesWithButtonsInThePatientsLanguage() {
        Desk.roster(5, "es");
        var token = token(Desk.asked(Desk.request(patient, Map.of("language", "es"))), 0);
        var page = page(token);
        page.then()
                .statusCode(200)
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Cache-Control", equalTo("no-store"))
                .header("Content-Security-Policy", containsString("default-src 'none'"));
        assertThat(page.asString())
                .contains("<html lang=\"es\">", "Le vamos a llamar", "value=\"soonest\"", "datetime-local")
                .contains("action=\"/v1/callback-links/" + token + "/cancellation\"");
        var tomorrow = nine.atZone(ZoneId.of("America/Chicago")).toLocalDate().plusDays(1) + "T10:00";
        form(token, "window", Map.of("time", "other", "other", "never")).then().statusCode(422);
        form(token, "window", Map.of("time", "other", "other", tomorrow))
                .then()
                .statusCode(200)
                .body(containsString("Su llamada tiene otra hora."));
        page(token).then().statusCode(410).body(containsString("That did not work."));
        var next = token(id(), 1);
        form(next, "window", Map.of("time", "soonest")).then().statusCode(200);
        form(token(id(), 2), "cancellation", Map.of())
                .then()
                .statusCode(200)
                .body(containsString("No le vamos a llamar."));
    }

    @Test
    void thePagesWordsAreEasyToRead() {
        CallbackLinkPage.WORDS.forEach((language, words) -> assertThat(ReadingGrade.of(
                        words.values().stream()
                                .map(text -> text.replaceAll("[.:?]?$", "."))
                                .collect(Collectors.joining(" ")),
                        language))
                .as(language)
                .isLessThanOrEqualTo(6.0));
        assertThat(CallbackLinkPage.WORDS.get("en").keySet())
                .isEqualTo(CallbackLinkPage.WORDS.get("es").keySet());
    }

    private static Response guest(String phone) {
        var body = Desk.request("x", Map.of("phone", phone));
        ((Map<?, ?>) body.get("patient")).remove("id");
        return Desk.keyed(given().header("Site-Key", "pk_night_desk_4M7TQ2XK9B"), body)
                .post("/v1/callbacks");
    }

    private static String id() {
        return Ids.CALLBACK.format(UUID.fromString(
                Behind.ask("SELECT id::text FROM callback").get(0).toString()));
    }

    private String token(String id, int sequence) {
        return token(CallbackLinks.MANAGING, id, sequence);
    }

    private String token(LinkPurpose purpose, String id, int sequence) {
        return links.token(new Link(
                purpose, Ids.CALLBACK.parse(id).orElseThrow(), Desk.now().plus(Duration.ofDays(2)), sequence));
    }

    private static Response look(String token) {
        return given().get("/v1/callback-links/{token}", token);
    }

    private static Response page(String token) {
        return given().accept("text/html").get("/v1/callback-links/{token}", token);
    }

    private static Response form(String token, String action, Map<String, String> fields) {
        return given().accept("text/html")
                .contentType(ContentType.URLENC)
                .formParams(fields)
                .post("/v1/callback-links/{token}/" + action, token);
    }

    private static Response post(String token, String action, Map<String, Object> body) {
        return given().contentType(ContentType.JSON).body(body).post("/v1/callback-links/{token}/" + action, token);
    }

    private static Response patiently(String token, Map<String, Object> body) {
        var answer = post(token, "window", body);
        for (int i = 0; i < 50 && answer.statusCode() == 503; i++) {
            answer = post(token, "window", body);
        }
        return answer;
    }

    private static Map<String, Object> window(Instant start) {
        return new HashMap<>(Map.of(
                "windowStart",
                start.toString(),
                "windowEnd",
                start.plus(HALF_AN_HOUR).toString()));
    }

    private static String tokenIn(String text) {
        var found = IN_TEXT.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    /** What arrived at an address, the oldest first. */
    private static List<String> inbox(String address) {
        return given().get("/v1/callback/sandbox/inbox")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.findAll { it.to == '" + address + "' }.text");
    }
}
