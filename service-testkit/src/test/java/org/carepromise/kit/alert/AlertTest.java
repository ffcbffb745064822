package org.carepromise.kit.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.kit.site.DutyPost;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerPoller;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

/** Staff hear of what needs them, one after the other, until somebody answers (docs/adr/0016-alerts.md). */
@SampleTest
class AlertTest {

    private static final String ALERTS = "/v1/sample/alerts";
    private static final String SITE = "night-desk";
    private static final DutyPost NURSE = new DutyPost("clinical", "nurse");
    private static final DutyPost ON_CALL = new DutyPost("clinical", "on-call");
    private static final Duration STEP = Duration.ofMinutes(5);

    @Inject
    Alerts alerts;

    @Inject
    DeliverAlerts delivery;

    @Inject
    Transactions transactions;

    @Inject
    TimerPoller poller;

    @Inject
    Timers timers;

    @Inject
    ProductClock clock;

    @Test
    void anUnacknowledgedAlertWalksItsRosterToTheLastResortAsTheClockMovesEachStepOnce() {
        try (var log = CapturedLog.open()) {
            var id = raise(NURSE);
            Things.advanceClock(Duration.ofHours(3));
            var alert = read(id);
            alert.then().body("state", equalTo("UNANSWERED")).body("steps.size()", equalTo(15));
            assertThat(alert.<List<String>>path("steps.rung").subList(0, 4))
                    .containsExactly("ON_DUTY", "ON_DUTY", "LAST_RESORT", "REPEAT");
            assertThat(alert.<List<String>>path("steps.person").subList(0, 3))
                    .containsExactly("nurse-ann", "nurse-ben", null);
            assertThat(alert.<String>path("steps[2].desk")).isEqualTo("Night switchboard");
            assertThat(alert.asString()).doesNotContain("+1217", "@night-desk");
            var times = alert.<List<String>>path("steps.at").stream()
                    .map(Instant::parse)
                    .toList();
            assertThat(times.get(0)).isAfterOrEqualTo(Instant.parse(alert.path("raisedAt")));
            assertThat(times)
                    .isEqualTo(IntStream.range(0, 15)
                            .mapToObj(step -> times.get(0).plus(STEP.multipliedBy(step)))
                            .toList());
            assertThat(Instant.parse(alert.path("unansweredAt"))).isEqualTo(times.get(0).plus(STEP.multipliedBy(3)));
            assertThat(events(id, "raised")).isOne();
            assertThat(events(id, "stepped")).isEqualTo(15);
            assertThat(events(id, "unanswered")).isOne();
            assertThat(timersOf(id)).isZero();
            assertThat(log.text()).contains("nobody answers alert " + id).doesNotContain("+1217");
        }
    }

    @Test
    void whatIsSentCarriesIdsAndTheWayToAnswerUnderOneKey() {
        var id = raise(NURSE);
        fire();
        deliver();
        given().get("/v1/sample/sandbox/inbox")
                .then()
                .statusCode(200)
                .body(
                        "items.text",
                        hasItem("PROMISE AT RISK at night-desk. Please acknowledge alert " + id + ": " + ALERTS + "/"
                                + id));
        assertThat(Behind.select("SELECT delivery FROM alert_step WHERE alert_id = ?", uuid(id)))
                .containsExactly("DELIVERED");
        assertThat(Behind.select("SELECT key FROM sandbox_inbox WHERE key LIKE ?", "alert:" + id + "%"))
                .containsExactly("alert:" + id + ":1");
    }

    @Test
    void oneCauseRaisesOneAlertHoweverManyNoticeIt() {
        var cause = UUID.randomUUID().toString();
        Race.of(20, i -> raise(cause, NURSE, SITE));
        assertThat(Behind.count("SELECT count(*) FROM alert WHERE cause = ?", cause))
                .isOne();
        var id = idOf(cause);
        assertThat(events(id, "raised")).isOne();
        assertThat(timersOf(id)).isOne();
    }

    @Test
    void eachStepIsTakenOnceHoweverManyReplicasPoll() {
        var ids = IntStream.range(0, 30).mapToObj(i -> raise(NURSE)).toList();
        Race.of(8, i -> {
            fire();
            return i;
        });
        fire();
        ids.forEach(id -> {
            assertThat(steps(id)).containsExactly("nurse-ann");
            assertThat(events(id, "stepped")).isOne();
        });
    }

    @Test
    void whoIsOnDutyIsAskedAtTheInstantOfTheStep() {
        var id = raise(ON_CALL);
        fire();
        var hour = LocalTime.ofInstant(clock.instant(), ZoneId.of("America/Chicago"));
        var day = !hour.isBefore(LocalTime.of(8, 0)) && hour.isBefore(LocalTime.of(20, 0));
        assertThat(steps(id)).containsExactly(day ? "nurse-day" : "nurse-night");
    }

    @Test
    void aSiteWithoutARosterForThePostHasALastResortAllTheSame() {
        try (var log = CapturedLog.open()) {
            var elsewhere = raise(NURSE, "springfield");
            var nobody = raise(new DutyPost("scheduling", "supervisor"), SITE);
            fire();
            read(elsewhere)
                    .then()
                    .body("steps.rung", contains("LAST_RESORT"))
                    .body("steps[0].desk", equalTo("springfield"));
            read(nobody).then().body("steps.rung", contains("LAST_RESORT"));
            assertThat(log.text()).contains("site springfield has no duty roster clinical/nurse");
        }
    }

    @Test
    void whoAcknowledgesStopsTheWalkAndTheFirstOneStays() {
        var id = raise(NURSE);
        fire();
        var first = post(staff("nurse-ann"), id, "acknowledgement");
        first.then()
                .statusCode(200)
                .body("state", equalTo("ACKNOWLEDGED"))
                .body("acknowledgedBy", equalTo("nurse-ann"));
        post(staff("nurse-ben"), id, "acknowledgement")
                .then()
                .statusCode(200)
                .body("acknowledgedBy", equalTo("nurse-ann"))
                .body("version", equalTo(first.path("version")));
        assertThat(timersOf(id)).isZero();
        assertThat(events(id, "acknowledged")).isOne();
        deliver();
        Things.advanceClock(Duration.ofMinutes(20));
        assertThat(steps(id)).containsExactly("nurse-ann");
        assertThat(Behind.select("SELECT delivery FROM alert_step WHERE alert_id = ?", uuid(id)))
                .containsExactly("WITHDRAWN");
    }

    @Test
    void ofManyWhoAcknowledgeWhileStepsAreTakenOneAnswersForIt() {
        var id = raise(NURSE);
        var answers = Race.of(12, i -> {
            if (i % 3 == 0) {
                fire();
                return "";
            }
            return post(staff("nurse-" + i), id, "acknowledgement").<String>path("acknowledgedBy");
        });
        assertThat(answers.stream().filter(who -> !who.isEmpty()).distinct()).hasSize(1);
        assertThat(events(id, "acknowledged")).isOne();
        fire();
        assertThat(timersOf(id)).isZero();
    }

    @Test
    void aTimerOfAnEarlierEpochHasNoEffect() {
        var id = raise(NURSE);
        fire();
        transactions
                .run(tx -> timers.set(tx, List.of(Timer.of(Alerts.STEP, id, 2, 0, tx.now(), SITE))))
                .await()
                .indefinitely();
        fire();
        assertThat(steps(id)).containsExactly("nurse-ann");
    }

    @Test
    void anAlertIsPassedOnToTheNextAtOnceUntilTheLastResort() {
        var id = raise(NURSE);
        fire();
        for (var next : List.of("nurse-ben", "")) {
            post(staff("nurse-ann"), id, "hand-over").then().statusCode(200).body("state", equalTo("OPEN"));
            fire();
            assertThat(steps(id)).last().isEqualTo(next.isEmpty() ? null : next);
        }
        post(staff("nurse-ann"), id, "hand-over").then().statusCode(409).body("code", equalTo("alert-at-last-resort"));
        assertThat(timersOf(id)).isOne();
    }

    @Test
    void whatSomebodyAnswersForIsNotPassedOn() {
        var id = raise(NURSE);
        post(staff("nurse-ann"), id, "acknowledgement").then().statusCode(200);
        post(staff("nurse-ann"), id, "hand-over").then().statusCode(409).body("code", equalTo("alert-acknowledged"));
    }

    @Test
    void aStepThatCannotBeDeliveredPassesOnAtOnce() {
        Behind.change(
                """
                CREATE FUNCTION no_inbox() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'out of reach'; END $$
                """);
        Behind.change(
                "CREATE TRIGGER no_inbox BEFORE INSERT ON sandbox_inbox FOR EACH ROW EXECUTE FUNCTION no_inbox()");
        try (var log = CapturedLog.open()) {
            var id = raise(NURSE);
            fire();
            var at = clock.machineInstant();
            for (int tries = 1; tries <= 4; tries++) {
                assertThat(steps(id)).containsExactly("nurse-ann");
                delivery.deliverDue(at).await().indefinitely();
                at = at.plus(Duration.ofMinutes(1));
            }
            fire();
            assertThat(steps(id)).containsExactly("nurse-ann", "nurse-ben");
            assertThat(Behind.select("SELECT delivery FROM alert_step WHERE alert_id = ? ORDER BY step", uuid(id)))
                    .containsExactly("GIVEN_UP", "PENDING");
            assertThat(log.text()).contains("alert " + id + " cannot be delivered by SMS in step 1; it passes on");
            assertThat(log.text()).doesNotContain("+12175550141");
        } finally {
            Behind.change("DROP TRIGGER no_inbox ON sandbox_inbox");
            Behind.change("DROP FUNCTION no_inbox");
        }
    }

    @Test
    void aMessageWhoseSenderDiedIsTakenUpByAnother() {
        var id = raise(NURSE);
        fire();
        // as a replica leaves it that dies right after its claim
        Behind.change(
                "UPDATE alert_step SET tries = 1, next_try_at = ?::timestamptz WHERE alert_id = ?",
                clock.machineInstant().plusSeconds(20).toString(),
                uuid(id));
        deliver();
        assertThat(delivered(id)).isZero();
        delivery.deliverDue(clock.machineInstant().plusSeconds(21)).await().indefinitely();
        assertThat(delivered(id)).isOne();
    }

    @Test
    void staffSeeTheAlertsOfTheirSitesAlone() {
        var id = raise(NURSE);
        var elsewhere = Tokens.staff(Role.NURSE, "springfield");
        for (var asked : List.of(
                get(elsewhere, ALERTS + "/" + id),
                post(elsewhere, id, "acknowledgement"),
                post(elsewhere, id, "hand-over"),
                get(Tokens.admin(), ALERTS + "/alert_00000000000000000000000000"))) {
            asked.then().statusCode(404).body("code", equalTo("not-found"));
        }
        get(elsewhere, ALERTS).then().statusCode(200).body("items.id", not(hasItem(id)));
        get(Tokens.patient("pat-1"), ALERTS).then().statusCode(403);
        given().get(ALERTS).then().statusCode(401);
    }

    @Test
    void theListIsReadPageByPageNewestFirst() {
        var older = raise(NURSE);
        var newer = raise(NURSE);
        post(staff("nurse-ann"), raise(NURSE), "acknowledgement").then().statusCode(200);
        var path = ALERTS + "?limit=1&state=OPEN&site=" + SITE;
        var page = get(Tokens.admin(), path);
        page.then().statusCode(200).body("items.id", contains(newer)).body("items[0].steps", equalTo(null));
        String cursor = page.path("nextCursor");
        get(Tokens.admin(), path + "&cursor=" + cursor).then().body("items.id", contains(older));
        get(Tokens.admin(), ALERTS + "?limit=1&cursor=" + cursor)
                .then()
                .statusCode(400)
                .body("code", equalTo("cursor-invalid"));
    }

    @Test
    void supervisorsSeeTheGapsOfTheirRosters() {
        get(Tokens.staff(Role.SUPERVISOR, SITE), "/v1/sample/roster-gaps")
                .then()
                .statusCode(200)
                .body("items", empty());
        get(Tokens.staff(Role.NURSE, SITE), "/v1/sample/roster-gaps").then().statusCode(403);
    }

    private String raise(DutyPost post) {
        return raise(post, SITE);
    }

    private String raise(DutyPost post, String site) {
        return raise(UUID.randomUUID().toString(), post, site);
    }

    private String raise(String cause, DutyPost post, String site) {
        var alert = new NewAlert(cause, site, post, "promise-at-risk", "thing_1", Optional.of("prom_1"));
        transactions.run(tx -> alerts.raise(tx, alert)).await().indefinitely();
        return idOf(cause);
    }

    private static String idOf(String cause) {
        return Alert.ID.format(UUID.fromString(
                Behind.select("SELECT id FROM alert WHERE cause = ?", cause).get(0)));
    }

    private static UUID uuid(String id) {
        return Alert.ID.parse(id).orElseThrow();
    }

    private void fire() {
        boolean more;
        do {
            more = poller.poll().await().indefinitely();
        } while (more);
    }

    private void deliver() {
        delivery.deliverDue(clock.machineInstant()).await().indefinitely();
    }

    private static List<String> steps(String id) {
        return Behind.select("SELECT person FROM alert_step WHERE alert_id = ? ORDER BY step", uuid(id));
    }

    private static long delivered(String id) {
        return Behind.count("SELECT count(*) FROM alert_step WHERE alert_id = ? AND delivery = 'DELIVERED'", uuid(id));
    }

    private static long events(String id, String what) {
        return Behind.count(
                "SELECT count(*) FROM event WHERE subject = ? AND type = ?", id, "carepromise.alert." + what + ".v1");
    }

    private static long timersOf(String id) {
        return Behind.count("SELECT count(*) FROM sla_timer WHERE subject = ?", id);
    }

    private static String staff(String subject) {
        return Tokens.sign(Tokens.of(Role.NURSE, subject).claim("sites", List.of(SITE)));
    }

    private static Response read(String id) {
        var answer = get(Tokens.admin(), ALERTS + "/" + id);
        answer.then().statusCode(200);
        return answer;
    }

    private static Response get(String token, String path) {
        return given().auth().oauth2(token).get(path);
    }

    private static Response post(String token, String id, String what) {
        return given().auth().oauth2(token).post(ALERTS + "/" + id + "/" + what);
    }
}
