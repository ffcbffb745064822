package org.carepromise.callback.repromise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.callback.Ids;
import org.carepromise.kit.site.ConfigurationFiles;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** Capacity falls, and exactly those whose promise it does not keep are promised another time, and told once. */
@CallbackTest
class RepromiseTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    @Inject
    ConfigurationFiles files;

    @ConfigProperty(name = "carepromise.sites.file")
    Path sitesFile;

    private Instant nine;

    @BeforeEach
    void emptyDesk() {
        nine = Desk.open();
    }

    @Test
    void whenARosterFallsTheLastArePromisedLaterAndToldOnceAndTheRestIsUntouched() {
        var roster = Desk.roster(2).header("Location");
        var ids = fill();
        var before = limits(ids);

        replace(roster, 1);
        settle();

        var after = limits(ids);
        var moved =
                ids.stream().filter(id -> !after.get(id).equals(before.get(id))).toList();
        // 2 agents promise 22 in two hours; one keeps 11 of them with 0.80, in the order in which they were promised
        assertThat(moved).isNotEmpty().isEqualTo(ids.subList(ids.size() - moved.size(), ids.size()));
        assertThat(moved.size()).isBetween(ids.size() / 4, 3 * ids.size() / 4);
        for (var id : ids) {
            boolean is = moved.contains(id);
            assertThat(told(id)).isEqualTo(is ? 1 : 0);
            assertThat(events(id, "carepromise.callback.repromised.v1")).isEqualTo(is ? 1 : 0);
            assertThat(events(id, "carepromise.promise.re-promised.v1")).isEqualTo(is ? 1 : 0);
            assertThat(audited(id)).isEqualTo(is ? 1 : 0);
            assertThat(number("SELECT sequence FROM callback WHERE id::text = ?", uuid(id)))
                    .isEqualTo(is ? 1 : 0);
        }
        for (var id : moved) {
            assertThat(after.get(id)).isAfter(before.get(id));
            shown(id).then().body("promise.state", equalTo("ON_TRACK")).body("promises.size()", equalTo(1));
            assertThat(firstLimit(id)).isEqualTo(before.get(id));
            assertThat(dueAt(id)).isEqualTo(after.get(id));
        }
        assertThat(moved.stream().map(after::get).toList()).isSorted();

        replace(roster, 5);
        settle();
        replace(roster, 2);
        settle();
        assertThat(limits(ids))
                .as("a rise and a fall that is none change nothing")
                .isEqualTo(after);
        assertThat(notices()).isEqualTo(moved.size());
    }

    @Test
    void twoFallsAtOnceTellNobodyTwice() {
        var one = Desk.roster(1).header("Location");
        var other = Desk.roster(2).header("Location");
        var ids = fill();
        remove(one);
        replace(other, 1);
        settle();
        settle();
        assertThat(notices()).isPositive();
        for (var id : ids) {
            assertThat(told(id)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void whatIsLateByLongCallsAloneIsNotPromisedAnew() {
        var roster = Desk.roster(2).header("Location");
        var ids = fill();
        var before = limits(ids);
        // nobody has called for an hour and a half: the last are lost, by no change of capacity
        Desk.moveClock(nine.plus(Duration.ofMinutes(90)));
        replace(roster, 3);
        settle();
        replace(roster, 3, Map.of("date", date(nine).plusDays(1).toString(), "intervals", List.of()));
        settle();
        assertThat(limits(ids)).as("more agents, or fewer tomorrow").isEqualTo(before);
        replace(roster, 1);
        settle();
        assertThat(limits(ids)).as("fewer agents today").isNotEqualTo(before);
    }

    @Test
    void whereNoTimeIsLeftThePromiseStaysAndSupervisorsHear() {
        var roster = Desk.roster(1).header("Location");
        var id = Desk.asked(Desk.windowed(Desk.patient(), nine.plus(Duration.ofHours(1)), HALF_AN_HOUR));
        remove(roster);
        Desk.roster(1, List.of("clinical"));
        settle();
        assertThat(told(id)).as("no agent, no other time").isZero();
        assertThat(Behind.ask("SELECT subject FROM alert WHERE kind = 'callback-shortfall'"))
                .containsExactly(id);
        assertThat(dueAt(id)).isEqualTo(nine.plus(Duration.ofMinutes(90)));
    }

    @Test
    void leaveOfOneDayMovesAWindowToTheNextAndTheFirstLimitIsTheOneThatCounts() {
        var roster = Desk.roster(1).header("Location");
        var first = nine.plus(Duration.ofMinutes(90));
        var id = Desk.asked(Desk.windowed(Desk.patient(), nine.plus(Duration.ofHours(1)), HALF_AN_HOUR));
        replace(roster, 1, Map.of("date", date(nine).toString(), "intervals", List.of()));
        settle();
        shown(id).then().body("windowStart", nullValue()).body("promise.state", equalTo("ON_TRACK"));
        assertThat(firstLimit(id)).isEqualTo(first);
        assertThat(date(dueAt(id))).isEqualTo(date(nine).plusDays(1));
        assertThat(told(id)).isOne();
        Desk.moveClock(dueAt(id).minusSeconds(60));
        Desk.attempt(Desk.next(), "REACHED").then().statusCode(200).body("promise.state", equalTo("KEPT"));
        assertThat(Behind.ask("SELECT (kept_at <= first_limit_at)::text FROM promise WHERE subject = ?", id))
                .as("kept by the second limit, and not by the first")
                .containsExactly("false");
    }

    @Test
    void aClosureMovesThePromisesOfItsHours() throws IOException {
        Desk.roster(1);
        var start = nine.plus(Duration.ofHours(2));
        var id = Desk.asked(Desk.windowed(Desk.patient(), start, HALF_AN_HOUR));
        var tomorrow = Desk.asked(Desk.windowed(Desk.patient(), start.plus(Duration.ofDays(1)), HALF_AN_HOUR));
        closeDeskOn(date(nine));
        files.refresh().await().indefinitely();
        settle();
        assertThat(date(dueAt(id))).isEqualTo(date(nine).plusDays(1));
        assertThat(told(id)).isOne();
        assertThat(told(tomorrow)).isZero();
        assertThat(events(id, "carepromise.promise.re-rated.v1")).isZero();
    }

    @Test
    void anAgentWhoIsNotSeenAnyMoreDoesNotCountForAQuarterOfAnHour() {
        Desk.roster(2);
        capacity()
                .then()
                .body("rostered", equalTo(2))
                .body("counted", equalTo(2))
                .body("signInCounts", equalTo(false));
        signIn("ann");
        signIn("ben");
        capacity().then().body("seen", equalTo(2)).body("counted", equalTo(2)).body("signInCounts", equalTo(true));
        Desk.moveClockBy(Duration.ofMinutes(10));
        signIn("ben");
        Desk.moveClockBy(Duration.ofMinutes(6));
        capacity().then().body("seen", equalTo(1)).body("counted", equalTo(1));
        signIn("ann");
        capacity().then().body("counted", equalTo(2));
        signOff("ann");
        signOff("ben");
        capacity().then().body("seen", equalTo(0)).body("counted", equalTo(0));
        Desk.moveClockBy(Duration.ofHours(9));
        capacity().then().body("counted", equalTo(2)).body("signInCounts", equalTo(false));
    }

    @Test
    void whenAllAgentsLeaveWhatIsDueInTheNextQuarterOfAnHourIsPromisedAnew() {
        Desk.roster(2);
        signIn("ann");
        signIn("ben");
        var start = nine.plus(Duration.ofMinutes(10));
        var soon = Desk.asked(Desk.windowed(Desk.patient(), start, Duration.ofMinutes(15)));
        var later = Desk.asked(Desk.request(Desk.patient()));
        Desk.moveClock(start.plus(Duration.ofMinutes(2)));
        signOff("ann");
        signOff("ben");
        settle();
        assertThat(told(soon)).isOne();
        assertThat(dueAt(soon)).isAfter(start.plus(Duration.ofMinutes(15)));
        assertThat(told(later)).isZero();
    }

    @Test
    void agentsSignInAtTheirOwnSites() {
        var body = new HashMap<String, Object>(
                Map.of("site", "nowhere", "skills", List.of("billing"), "languages", List.of("en")));
        refused(post(Tokens.admin(), "/v1/agent-presence", body), 422, "site-unknown");
        refused(post(Tokens.admin(), "/v1/agent-presence/sign-off", Map.of("site", "nowhere")), 422, "site-unknown");
        body.put("site", "chatham");
        refused(post(Desk.AGENT, "/v1/agent-presence", body), 403, "forbidden");
        refused(Desk.get(Tokens.admin(), "/v1/callback-capacity?site=nowhere"), 422, "site-unknown");
    }

    @Test
    void whatAgentsTakeForARequestIsLearntFromThoseThatEnded() {
        Desk.roster(2);
        capacity().then().body("agentTime", equalTo("PT8M")).body("agentTimeLearntFrom", equalTo(0));
        Desk.asked(Desk.request(Desk.patient()));
        var taken = Desk.next();
        Desk.moveClockBy(Duration.ofSeconds(102));
        Desk.attempt(taken, "REACHED").then().statusCode(200);
        Desk.moveClockBy(Duration.ofDays(1));
        // 50 requests are believed to take 480 s, one took 102
        capacity()
                .then()
                .body("agentTimeLearntFrom", equalTo(1))
                .body("agentTime", equalTo(Duration.ofMillis(472_588).toString()));
        Behind.run("DELETE FROM callback");
        Desk.moveClockBy(Duration.ofDays(1));
        capacity().then().body("agentTime", equalTo("PT8M"));
    }

    /** As many as are promised within the published time. */
    private static List<String> fill() {
        var ids = new ArrayList<String>();
        for (var asked = Desk.ask(Desk.request(Desk.patient()));
                asked.statusCode() == 201;
                asked = Desk.ask(Desk.request(Desk.patient()))) {
            ids.add(asked.path("id"));
        }
        return ids;
    }

    /** What follows from a change has happened after the clock's next move. */
    private static void settle() {
        Desk.moveClockBy(Duration.ofSeconds(1));
    }

    private static void replace(String roster, int agents, Object... overrides) {
        var body = new HashMap<String, Object>(Desk.get(Tokens.admin(), roster).<Map<String, Object>>path("$"));
        List.of("id", "site", "createdAt").forEach(body::remove);
        var weekly = new HashMap<String, Object>(((List<Map<String, Object>>) body.get("weekly")).get(0));
        weekly.put("agents", agents);
        body.put("weekly", List.of(weekly));
        body.put("overrides", List.of(overrides));
        given().auth()
                .oauth2(Tokens.admin())
                .contentType(ContentType.JSON)
                .body(body)
                .put(roster)
                .then()
                .statusCode(200);
    }

    private static void remove(String roster) {
        given().auth()
                .oauth2(Tokens.admin())
                .header("If-Match", "\"1\"")
                .delete(roster)
                .then()
                .statusCode(204);
    }

    private void closeDeskOn(LocalDate day) throws IOException {
        long version = files.current().sites().version() + 1;
        Files.writeString(
                sitesFile,
                Files.readString(sitesFile)
                        .replaceFirst("version: \\d+", "version: " + version)
                        .replace(
                                "    name: Night Desk\n",
                                "    name: Night Desk\n    closures:\n      - { on: " + day
                                        + ", reason: Water damage }\n"));
    }

    private static void signIn(String agent) {
        post(
                        token(agent),
                        "/v1/agent-presence",
                        Map.of("site", Desk.SITE, "skills", List.of("billing"), "languages", List.of("en-US")))
                .then()
                .statusCode(200);
    }

    private static void signOff(String agent) {
        post(token(agent), "/v1/agent-presence/sign-off", Map.of("site", Desk.SITE))
                .then()
                .statusCode(204);
    }

    private static Response capacity() {
        return Desk.get(Tokens.admin(), "/v1/callback-capacity?site=" + Desk.SITE);
    }

    private static Response post(String token, String path, Object body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    private static Response shown(String id) {
        return Desk.get(Desk.AGENT, "/v1/callbacks/" + id);
    }

    private static Map<String, Instant> limits(List<String> ids) {
        var limits = new HashMap<String, Instant>();
        ids.forEach(id -> limits.put(
                id, OffsetDateTime.parse(shown(id).path("promise.limit")).toInstant()));
        return limits;
    }

    private static Instant firstLimit(String id) {
        return OffsetDateTime.parse(shown(id).path("promise.firstLimit")).toInstant();
    }

    private static String token(String agent) {
        return Tokens.sign(Tokens.of("agent", agent).claim("sites", List.of(Desk.SITE)));
    }

    private static LocalDate date(Instant at) {
        return at.atZone(Desk.ZONE).toLocalDate();
    }

    private static Instant dueAt(String id) {
        return Instant.parse(Behind.ask(
                        "SELECT to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM callback"
                                + " WHERE id::text = ?",
                        uuid(id))
                .get(0)
                .toString());
    }

    private static String uuid(String id) {
        return Ids.CALLBACK.parse(id).orElseThrow().toString();
    }

    private static long told(String id) {
        return number("SELECT count(*) FROM notice WHERE template = 'callback-repromised' AND subject = ?", id);
    }

    private static long notices() {
        return number(
                "SELECT count(*) FROM notice JOIN promise USING (subject) WHERE template = 'callback-repromised'");
    }

    private static long events(String id, String type) {
        return number("SELECT count(*) FROM event WHERE subject = ? AND type = ?", id, type);
    }

    private static long audited(String id) {
        return number("SELECT count(*) FROM audit_entry WHERE action = 'repromiseCallback' AND object = ?", id);
    }

    private static long number(String sql, Object... arguments) {
        return Behind.count(sql, arguments);
    }
}
