package org.carepromise.callback.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** A patient who waits to be called back, and gets through by phone. */
@CallbackTest
class GotThroughTest {

    private static final String PHONE = "+12175550188";

    private Instant asked;

    @BeforeEach
    void someoneWaits() {
        asked = Desk.open();
        Phones.clear();
        Desk.roster(50);
    }

    @Test
    void whoIsAnsweredIsNotCalledAgainAndThePromiseIsWithdrawn() {
        var id = waiting(Desk.patient(), PHONE);
        Desk.moveClockBy(Duration.ofMinutes(10));
        answered(asked.plusSeconds(500)).then().statusCode(201);
        Desk.get(Desk.AGENT, "/v1/callbacks/" + id)
                .then()
                .body("state", equalTo("ANSWERED"))
                .body("attempts", equalTo(0))
                .body("endedAt", notNullValue())
                .body("promise.state", equalTo("WITHDRAWN"))
                .body("promise.keptAt", nullValue());
        Desk.next().then().statusCode(204);
        assertThat(events(id)).containsOnlyOnce("carepromise.callback.answered.v1", "carepromise.promise.withdrawn.v1");
        waiting(Desk.patient(), PHONE);
    }

    @Test
    void theAnswerCountsWhenItWasAndNotWhenItIsReported() {
        Desk.moveClockBy(Duration.ofMinutes(10));
        var id = waiting(Desk.patient(), PHONE);
        answered(asked.plusSeconds(500)).then().statusCode(201);
        assertThat(state(id)).as("answered before the patient asked").isEqualTo("QUEUED");
        var askedAt = Desk.get(Desk.AGENT, "/v1/callbacks/" + id).<String>path("createdAt");
        answered(Instant.parse(askedAt)).then().statusCode(201);
        assertThat(state(id))
                .as("asked by the agent who answered, at that instant")
                .isEqualTo("QUEUED");
        Desk.moveClockBy(Duration.ofMinutes(1));
        Phones.send(Phones.call("offeredAt", Desk.now(), "phone", PHONE)).then().statusCode(201);
        assertThat(state(id)).as("offered is not answered").isEqualTo("QUEUED");
        answered(Desk.now(), "phone", "+12175550189").then().statusCode(201);
        assertThat(state(id)).as("somebody else's number").isEqualTo("QUEUED");
        var elsewhere = Phones.call("answeredAt", Desk.now(), "phone", PHONE);
        elsewhere.put("site", "chatham");
        Desk.post(Tokens.admin(), "/v1/calls", elsewhere).then().statusCode(201);
        assertThat(state(id)).as("another site's call").isEqualTo("QUEUED");
        var late = Phones.call("phone", PHONE, "offeredAt", Desk.now());
        Phones.send(late).then().statusCode(201);
        late.put("answeredAt", Desk.now().toString());
        assertThat(Phones.words(Phones.file(List.of(late), true))).containsExactly("UPDATED");
        assertThat(state(id)).as("on trial").isEqualTo("QUEUED");
        assertThat(Phones.words(Phones.file(List.of(late), false))).containsExactly("UPDATED");
        assertThat(state(id)).isEqualTo("ANSWERED");
    }

    @Test
    void anAgentWhoHasItIsRefusedFromThenOnAndToldWhy() {
        var id = waiting(Desk.patient(), PHONE);
        Desk.moveClockBy(Duration.ofSeconds(30));
        var taken = Desk.next();
        assertThat(taken.<String>path("id")).isEqualTo(id);
        answered(Desk.now()).then().statusCode(201);
        refused(Desk.attempt(taken, "REACHED"), 409, "lease-lost").body("detail", containsString("got through"));
        var renewal = Map.of("leaseToken", taken.<String>path("leaseToken"));
        refused(Desk.post(Desk.AGENT, "/v1/callbacks/" + id + "/lease", renewal), 409, "lease-lost");
        Desk.moveClockBy(Duration.ofMinutes(3));
        assertThat(state(id)).as("nothing is given back").isEqualTo("ANSWERED");
        assertThat(Behind.count("SELECT count(*) FROM sla_timer WHERE subject = ?", id))
                .isZero();
    }

    @Test
    void aPromiseThatWasBrokenStaysBroken() {
        var id = waiting(Desk.patient(), PHONE);
        Desk.moveClock(asked.plus(Duration.ofMinutes(121)));
        answered(Desk.now().minusSeconds(5)).then().statusCode(201);
        Desk.get(Desk.AGENT, "/v1/callbacks/" + id)
                .then()
                .body("state", equalTo("ANSWERED"))
                .body("promise.state", equalTo("BREACHED"))
                .body("promise.keptAt", nullValue());
    }

    @Test
    void ofAFamilysCallbacksTheOneOfTheCallsTopicEndsOrNone() {
        var billing = waiting(Desk.patient(), PHONE);
        var other = Desk.request(Desk.patient(), Map.of("phone", PHONE));
        other.put("topic", "scheduling");
        var scheduling = Desk.asked(other);
        Desk.moveClockBy(Duration.ofMinutes(1));
        var call = Phones.call("answeredAt", Desk.now(), "phone", PHONE);
        Phones.send(call).then().statusCode(201);
        assertThat(List.of(state(billing), state(scheduling))).containsOnly("QUEUED");
        Phones.send(Phones.report((String) call.get("callId"), "topic", "scheduling"));
        assertThat(List.of(state(billing), state(scheduling))).containsExactly("QUEUED", "ANSWERED");
        Phones.send(Phones.report((String) call.get("callId"), "outcome", "resolved"));
        answered(Instant.parse((String) call.get("answeredAt")), "topic", "scheduling");
        assertThat(state(billing)).as("two waited then, though one has ended").isEqualTo("QUEUED");
    }

    @Test
    void ofAnAttemptAndACallAtOnceOneEndsIt() {
        int callbacks = 16;
        var ids = IntStream.range(0, callbacks)
                .mapToObj(i -> waiting(Desk.patient(), "+1217555" + (3_000 + i)))
                .toList();
        Desk.moveClockBy(Duration.ofSeconds(10));
        var taken = new ArrayList<Response>();
        for (int i = 0; i < callbacks; i++) {
            taken.add(Desk.next());
        }
        var phones =
                taken.stream().map(each -> each.<String>path("patient.phone")).toList();
        var answers = Race.of(
                2 * callbacks,
                i -> i % 2 == 0
                        ? Desk.attempt(taken.get(i / 2), "REACHED")
                        : answered(Desk.now(), "phone", phones.get(i / 2)));
        for (int i = 0; i < callbacks; i++) {
            var attempt = answers.get(2 * i);
            assertThat(answers.get(2 * i + 1).statusCode()).isEqualTo(201);
            var callback = Desk.get(Desk.AGENT, "/v1/callbacks/" + taken.get(i).path("id"));
            if (attempt.statusCode() == 200) {
                callback.then().body("state", equalTo("REACHED")).body("promise.state", equalTo("KEPT"));
            } else {
                refused(attempt, 409, "lease-lost");
                callback.then().body("state", equalTo("ANSWERED")).body("promise.state", equalTo("WITHDRAWN"));
            }
            assertThat(events(taken.get(i).path("id")).stream()
                            .filter(type -> type.matches(".*callback\\.(answered|attempted).*")))
                    .hasSize(1);
        }
        assertThat(ids)
                .hasSameSizeAs(
                        taken.stream().map(each -> each.<String>path("id")).collect(Collectors.toSet()));
    }

    @Test
    void aCallbackThatReachedItsPatientIsAContact() {
        var id = waiting(Desk.patient(), PHONE);
        Desk.attempt(Desk.next(), "REACHED").then().statusCode(200);
        assertThat(Behind.ask(
                        "SELECT concat_ws(' ', data ->> 'channel', data ->> 'topic') FROM event"
                                + " WHERE subject = ? AND type = ? AND data ->> 'contactKey' IS NOT NULL",
                        id,
                        "carepromise.contact.made.v1"))
                .containsExactly("callback billing");
        answered(Desk.now());
        assertThat(state(id)).isEqualTo("REACHED");
    }

    private static String waiting(String patient, String phone) {
        return Desk.asked(Desk.request(patient, Map.of("phone", phone)));
    }

    private static Response answered(Instant at, Object... more) {
        var report = Phones.call("answeredAt", at, "phone", PHONE);
        report.putAll(Phones.report((String) report.get("callId"), more));
        return Phones.send(report);
    }

    private static String state(String id) {
        return Desk.get(Desk.AGENT, "/v1/callbacks/" + id).path("state");
    }

    private static List<String> events(String id) {
        return Behind.ask("SELECT type FROM event WHERE subject = ?", id).stream()
                .map(Object::toString)
                .toList();
    }
}
