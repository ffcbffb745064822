package org.carepromise.callback.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

@CallbackTest
class SupervisionTest {

    private static final String OTHER =
            Tokens.sign(Tokens.of("agent", "agent-2").claim("sites", List.of(Desk.SITE)));

    private Instant nine;

    @BeforeEach
    void emptyDesk() {
        nine = Desk.open();
        Desk.roster(5, "en", "es");
    }

    @Test
    void aSupervisorTakesBackALeaseAndTheAgentsReportIsRefused() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        var taken = Desk.next();
        revoke(id)
                .then()
                .statusCode(200)
                .body("state", equalTo("QUEUED"))
                .body("leaseToken", nullValue())
                .body("promise.state", equalTo("ON_TRACK"));
        refused(Desk.reported(taken, "NO_ANSWER"), 409, "lease-lost");
        refused(revoke(id), 409, "callback-not-held");
        var again = Desk.nextOf(OTHER);
        assertThat(again.<String>path("id")).isEqualTo(id);
        // the timer of the lease that was taken back ends nothing
        Desk.moveClockBy(Duration.ofSeconds(119));
        Desk.attempt(again, "NO_ANSWER").then().statusCode(200);
    }

    @Test
    void anotherServiceAsksAndPutsFirstOnBehalfOfSomebody() {
        var service = Tokens.staff("service", "*");
        Desk.asked(Desk.request(Desk.patient()));
        var id = Desk.post(service, "/v1/callbacks", Desk.request(Desk.patient()))
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        Desk.post(service, "/v1/callbacks/" + id + "/priority", Map.of("reason", "An emergency"))
                .then()
                .statusCode(200);
        assertThat(Desk.next().<String>path("id")).isEqualTo(id);
        refused(Desk.post(service, "/v1/callbacks/" + id + "/lease-revocation", Map.of()), 403, "forbidden");
    }

    @Test
    void whoeverHadBegunToDialWaitsAsARetryAndNoPromiseCountsIt() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        var taken = Desk.next();
        Desk.post(
                        Desk.AGENT,
                        "/v1/callbacks/" + id + "/lease",
                        Map.of(
                                "leaseToken",
                                taken.path("leaseToken"),
                                "startedAt",
                                Desk.now().toString()))
                .then()
                .statusCode(200)
                .body("promise.state", equalTo("KEPT"));
        Desk.moveClockBy(Duration.ofMinutes(2));
        Desk.get(Desk.AGENT, "/v1/callbacks/" + id)
                .then()
                .body("state", equalTo("RETRY_WAIT"))
                .body("attempts", equalTo(0))
                .body("promise.state", equalTo("KEPT"));
        var waiting = Desk.asked(Desk.request(Desk.patient()));
        assertThat(Desk.next().<String>path("id"))
                .as("first attempts come first")
                .isEqualTo(waiting);
        var again = Desk.next();
        assertThat(again.<String>path("id")).isEqualTo(id);
        Desk.attempt(again, "REACHED")
                .then()
                .statusCode(200)
                .body("attempts", equalTo(1))
                .body("promise.state", equalTo("KEPT"));
    }

    @Test
    void ofAReportAndATakingBackExactlyOneWins() {
        for (int round = 0; round < 4; round++) {
            var id = Desk.asked(Desk.request(Desk.patient()));
            var taken = Desk.next();
            var statuses = Race.of(
                    16,
                    i -> i % 2 == 0
                            ? Desk.reported(taken, "DECLINED").statusCode()
                            : revoke(id).statusCode());
            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
            assertThat(statuses.stream().filter(status -> status == 409)).hasSize(15);
            var ended = Desk.get(Desk.AGENT, "/v1/callbacks/" + id);
            assertThat(Behind.count("SELECT count(*) FROM callback_attempt"))
                    .isEqualTo(ended.path("state").equals("DECLINED") ? 1 : 0);
            Behind.run("DELETE FROM callback");
        }
    }

    @Test
    void aCallbackIsGivenToOneAgentAndForAWhileNobodyElses() {
        var first = Desk.asked(Desk.request(Desk.patient()));
        var spanish = Desk.asked(Desk.request(Desk.patient(), Map.of("language", "es")));
        assign(spanish, "agent-2").then().statusCode(200).body("state", equalTo("QUEUED"));

        assertThat(Desk.next("es", "en").<String>path("id")).isEqualTo(first);
        Desk.next("es", "en").then().statusCode(204);
        assertThat(Desk.nextOf(OTHER, "en").<String>path("id"))
                .as("whatever they can do")
                .isEqualTo(spanish);
    }

    @Test
    void anAgentWhoDoesNotComeStrandsNobody() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        assign(id, "agent-2").then().statusCode(200);
        Desk.moveClockBy(Duration.ofMinutes(14));
        Desk.next().then().statusCode(204);
        Desk.moveClockBy(Duration.ofMinutes(1));
        assertThat(Desk.next().<String>path("id")).isEqualTo(id);
    }

    @Test
    void aCallbackThatAnAgentHasIsGivenToAnother() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        var taken = Desk.next();
        assign(id, "agent-2").then().statusCode(200).body("state", equalTo("QUEUED"));
        refused(Desk.reported(taken, "NO_ANSWER"), 409, "lease-lost");
        Desk.next().then().statusCode(204);
        var theirs = Desk.nextOf(OTHER);
        assertThat(theirs.<String>path("id")).isEqualTo(id);
        Desk.post(
                        OTHER,
                        "/v1/callbacks/" + id + "/attempts",
                        Map.of("leaseToken", theirs.path("leaseToken"), "outcome", "DECLINED"))
                .then()
                .statusCode(200);
        refused(assign(id, "agent-1"), 409, "callback-not-waiting");
    }

    @Test
    void ofManyAgentsOnlyTheNamedOneGetsIt() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        assign(id, "agent-2").then().statusCode(200);
        var got = Race.of(32, i -> Desk.nextOf(i % 2 == 0 ? Desk.AGENT : OTHER));
        assertThat(got.stream().filter(each -> each.statusCode() == 200)).hasSize(1);
        assertThat(got.stream().filter(each -> each.statusCode() == 204)).hasSize(31);
        assertThat(Behind.ask("SELECT lease_agent FROM callback")).containsExactly("agent-2");
    }

    @Test
    void whoIsPutFirstIsTakenBeforeAllOthersButNotBeforeTheirTime() {
        var window =
                Desk.asked(Desk.windowed(Desk.patient(), nine.plus(Duration.ofMinutes(20)), Duration.ofMinutes(30)));
        var retried = Desk.asked(Desk.request(Desk.patient()));
        Desk.attempt(Desk.next(), "NO_ANSWER").then().statusCode(200);
        var one = Desk.asked(Desk.request(Desk.patient()));
        Desk.moveClockBy(Duration.ofSeconds(5));
        var two = Desk.asked(Desk.request(Desk.patient()));
        for (var id : List.of(two, window, retried)) {
            putFirst(id, "Waits since yesterday").then().statusCode(200);
            Desk.moveClockBy(Duration.ofSeconds(1));
        }
        for (var id : List.of(two, one)) {
            var taken = Desk.next();
            assertThat(taken.<String>path("id")).isEqualTo(id);
            Desk.attempt(taken, "DECLINED").then().statusCode(200);
        }
        Desk.next().then().statusCode(204);
        Desk.moveClock(nine.plus(Duration.ofMinutes(31)));
        assertThat(ids(Desk.next(), Desk.next())).containsExactly(window, retried);
    }

    @Test
    void whoeverWasPutFirstWasSoForOneAttempt() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        putFirst(id, "Angry").then().statusCode(200);
        Desk.attempt(Desk.next(), "NO_ANSWER").then().statusCode(200);
        Desk.moveClockBy(Duration.ofMinutes(30));
        var fresh = Desk.asked(Desk.request(Desk.patient()));
        assertThat(ids(Desk.next(), Desk.next())).containsExactly(fresh, id);
    }

    @Test
    void onlyWhoWaitsIsPutFirstAndWithAReason() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        putFirst(id, " ").then().statusCode(400);
        putFirst(id, "x".repeat(201)).then().statusCode(400);
        Desk.next().then().statusCode(200);
        refused(putFirst(id, "Important"), 409, "callback-not-waiting");
    }

    @Test
    void supervisorsOfTheSiteAloneDoThis() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        var bodies = Map.<String, Object>of(
                "lease-revocation", Map.of(), "assignment", Map.of("agent", "a"), "priority", Map.of("reason", "r"));
        bodies.forEach((noun, body) -> {
            Desk.post(Desk.AGENT, "/v1/callbacks/" + id + "/" + noun, body)
                    .then()
                    .statusCode(403);
            refused(
                    Desk.post(Tokens.staff("supervisor", "chatham"), "/v1/callbacks/" + id + "/" + noun, body),
                    404,
                    "not-found");
        });
    }

    @Test
    void eachTellsItsEventAndLeavesItsMark() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        putFirst(id, "Her purple parakeet").then().statusCode(200);
        Desk.next().then().statusCode(200);
        revoke(id).then().statusCode(200);
        assign(id, "agent-2").then().statusCode(200);
        var told = new ArrayList<>(Behind.ask("SELECT type FROM event WHERE subject = ? ORDER BY seq", id));
        assertThat(told)
                .containsSubsequence(
                        "carepromise.callback.put-first.v1",
                        "carepromise.callback.claimed.v1",
                        "carepromise.callback.lease-revoked.v1",
                        "carepromise.callback.assigned.v1");
        assertThat(Behind.ask("SELECT action FROM audit_entry WHERE object = ? AND person = 'supervisor-1'", id))
                .containsExactlyInAnyOrder("putCallbackFirst", "revokeCallbackLease", "assignCallback");
        assertThat(Behind.select("SELECT row_to_json(it)::text FROM event AS it")
                        + Behind.select("SELECT row_to_json(it)::text FROM callback_remark AS it")
                        + Behind.select("SELECT row_to_json(it)::text FROM audit_entry AS it"))
                .doesNotContain("parakeet");
        assertThat(Behind.ask("SELECT data::text FROM event WHERE type LIKE '%callback.claimed%' AND subject = ?", id)
                        .get(0)
                        .toString())
                .contains("\"state\"", "\"language\"", "\"skill\"", "\"heldBy\"", "\"dueAt\"");
    }

    private static Response revoke(String id) {
        return Desk.post(Desk.SUPERVISOR, "/v1/callbacks/" + id + "/lease-revocation", Map.of());
    }

    private static Response assign(String id, String agent) {
        return Desk.post(Desk.SUPERVISOR, "/v1/callbacks/" + id + "/assignment", Map.of("agent", agent));
    }

    private static Response putFirst(String id, String reason) {
        return Desk.post(Desk.SUPERVISOR, "/v1/callbacks/" + id + "/priority", Map.of("reason", reason));
    }

    private static List<String> ids(Response... taken) {
        return List.of(taken).stream().map(each -> each.<String>path("id")).toList();
    }
}
