package org.carepromise.kit.retention;

import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Inject;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

/** Rows are kept as long as needed, and no longer (docs/adr/0017-retention-and-rotation.md). */
@SampleTest
class RetentionTest {

    private static final String PATH = "/v1/sample/retention";

    @Inject
    Retention retention;

    @Inject
    ProductClock clock;

    @Test
    void keysAreForgottenOnceTheir24HoursAreOverAndOthersStay() {
        var old = key("old", Duration.ofMillis(1));
        var fresh = key("fresh", Duration.ofHours(-1));
        prune();
        assertThat(keys(old)).isZero();
        assertThat(keys(fresh)).isOne();
    }

    @Test
    void aDryRunCountsAndRemovesNothingAndARunRemovesWhatItCounted() {
        prune();
        for (int i = 0; i < 3; i++) {
            key("dry", Duration.ofSeconds(1));
        }
        run("?dryRun=true").then().body("dryRun", equalTo(true)).body(rows("idempotency"), equalTo(3));
        run("").then().body("dryRun", equalTo(true)).body(rows("idempotency"), equalTo(3));
        run("?dryRun=false").then().body("dryRun", equalTo(false)).body(rows("idempotency"), equalTo(3));
        run("?dryRun=true").then().body(rows("idempotency"), equalTo(0));
    }

    @Test
    void moreThanABatchGoesInOneRun() {
        Behind.change(
                """
                INSERT INTO idempotency (owner, operation, key, request_hash, expires_at)
                SELECT 'many', 'x', 'many-' || n, '\\x00', ?::timestamptz FROM generate_series(1, 2500) AS n
                """,
                clock.instant().minusSeconds(1).toString());
        prune();
        assertThat(Behind.count("SELECT count(*) FROM idempotency WHERE owner = 'many'"))
                .isZero();
    }

    @Test
    void severalReplicasAtOnceDoNotHinderEachOther() {
        for (int i = 0; i < 20; i++) {
            key("race", Duration.ofSeconds(1));
        }
        Race.of(6, i -> retention.pruneOnce().await().indefinitely());
        prune();
        assertThat(Behind.count("SELECT count(*) FROM idempotency WHERE owner = 'race'"))
                .isZero();
    }

    @Test
    void theEventLogGoesFromItsOldestPositionOnWithoutAHole() {
        Behind.change("DELETE FROM event_cursor");
        var head = Behind.count("SELECT position FROM event_head") + 1_000;
        Behind.change("DELETE FROM event");
        Behind.change("UPDATE event_head SET position = ?", head + 4);
        event(head + 1, 100);
        event(head + 2, 91);
        event(head + 3, 1);
        // older than what comes before it, as a clock's event may be; it waits for its turn
        event(head + 4, 95);
        prune();
        assertThat(Behind.select("SELECT position FROM event WHERE position > ? ORDER BY position", head))
                .containsExactly(String.valueOf(head + 3), String.valueOf(head + 4));
    }

    @Test
    void whatAReaderWithACursorHasNotReadStays() {
        Behind.change("DELETE FROM event_cursor");
        Behind.change("DELETE FROM event");
        var head = Behind.count("SELECT position FROM event_head") + 1_000;
        Behind.change("UPDATE event_head SET position = ?", head + 2);
        event(head + 1, 100);
        event(head + 2, 100);
        Behind.change(
                """
                INSERT INTO event_cursor (name, position, holder, leased_until, epoch)
                VALUES ('slow', ?, uuidv7(), '2020-01-01', 1)
                """,
                head + 1);
        try {
            prune();
            assertThat(Behind.select("SELECT position FROM event WHERE position > ?", head))
                    .containsExactly(String.valueOf(head + 2));
        } finally {
            Behind.change("DELETE FROM event_cursor WHERE name = 'slow'");
        }
    }

    @Test
    void alertsGoWithTheirStepsOnceAcknowledgedAndAnUnansweredOneNever() {
        var done = alert("ACKNOWLEDGED", 400);
        var recent = alert("ACKNOWLEDGED", 300);
        var unanswered = alert("UNANSWERED", 4_000);
        prune();
        assertThat(alerts(done)).isZero();
        assertThat(Behind.count("SELECT count(*) FROM alert_step WHERE alert_id = ?", done))
                .isZero();
        assertThat(alerts(recent)).isOne();
        assertThat(alerts(unanswered)).isOne();
        Behind.change("DELETE FROM alert WHERE id = ANY (ARRAY[?, ?]::uuid[])", recent, unanswered);
    }

    @Test
    void auditRowsAreCountedAndNeverRemovedByTheService() {
        prune();
        var listed = given().auth().oauth2(Tokens.staff(Role.AUDITOR, "*")).get(PATH);
        listed.then()
                .statusCode(200)
                .body(
                        "items.rule",
                        hasItems(
                                "alert",
                                "audit",
                                "event",
                                "feed-inbox",
                                "notice",
                                "notice-text",
                                "idempotency",
                                "promise",
                                "sandbox-inbox",
                                "timer-set-aside",
                                "webhook-delivery"))
                .body("items.find { it.rule == 'audit' }.prunable", equalTo(false))
                .body("items.find { it.rule == 'audit' }.keptFor", equalTo("P6Y"))
                .body("items.find { it.rule == 'event' }.prunable", equalTo(true));
        assertThat(Behind.count("SELECT count(*) FROM audit_entry WHERE at <= '2000-01-01'"))
                .isZero();
    }

    @Test
    void everyRulesIndexIsThere() {
        retention.older().await().indefinitely().forEach(rows -> assertThat(Behind.count(
                        "SELECT count(*) FROM pg_indexes WHERE indexname = ? AND tablename = ?",
                        rows.kept().rule().index(),
                        rows.kept().rule().table()))
                .as(rows.kept().rule().name())
                .isOne());
    }

    @Test
    void onlyAdministratorsRemoveAndPatientsDoNotEvenLook() {
        var auditor = Tokens.staff(Role.AUDITOR, "*");
        given().auth().oauth2(auditor).post(PATH + "/runs?dryRun=false").then().statusCode(403);
        given().auth().oauth2(Tokens.patient("pat-1")).get(PATH).then().statusCode(403);
        given().get(PATH).then().statusCode(401);
    }

    private void prune() {
        assertThat(retention.pruneOnce().await().indefinitely()).hasSizeGreaterThanOrEqualTo(9);
    }

    private static Response run(String query) {
        var answer = given().auth().oauth2(Tokens.admin()).post(PATH + "/runs" + query);
        answer.then().statusCode(200);
        return answer;
    }

    private static String rows(String rule) {
        return "rules.find { it.rule == '" + rule + "' }.rows";
    }

    private String key(String owner, Duration overSince) {
        var key = UUID.randomUUID().toString();
        Behind.change(
                """
                INSERT INTO idempotency (owner, operation, key, request_hash, expires_at)
                VALUES (?, 'x', ?, '\\x00', ?::timestamptz)
                """,
                owner,
                key,
                clock.instant().minus(overSince).toString());
        return key;
    }

    private static long keys(String key) {
        return Behind.count("SELECT count(*) FROM idempotency WHERE key = ?", key);
    }

    private void event(long position, int daysOld) {
        Behind.change(
                """
                INSERT INTO event (id, position, type, subject, site_id, time, data)
                VALUES (uuidv7(), ?, 'carepromise.thing.created.v1', 'thing_1', 'springfield', ?::timestamptz, '{}')
                """,
                position,
                clock.instant().minus(Duration.ofDays(daysOld)).toString());
    }

    private UUID alert(String state, int daysOld) {
        var id = UUID.randomUUID();
        var at = clock.instant().minus(Duration.ofDays(daysOld)).toString();
        Behind.change(
                """
                INSERT INTO alert (id, cause, site_id, pool, role, kind, subject, state, step, epoch, version, raised_at,
                                   acknowledged_at)
                VALUES (?, ?, 'springfield', 'clinical', 'nurse', 'test', 'thing_1', ?, 1, 1, 1, ?::timestamptz,
                        CASE WHEN ? = 'ACKNOWLEDGED' THEN ?::timestamptz END)
                """,
                id,
                id.toString(),
                state,
                at,
                state,
                at);
        Behind.change(
                """
                INSERT INTO alert_step (alert_id, step, rung, channel, address, at, delivery, next_try_at)
                VALUES (?, 1, 'LAST_RESORT', 'DESK', 'x', ?::timestamptz, 'AT_DESK', ?::timestamptz)
                """,
                id,
                at,
                at);
        return id;
    }

    private static long alerts(UUID id) {
        return Behind.count("SELECT count(*) FROM alert WHERE id = ?", id);
    }
}
