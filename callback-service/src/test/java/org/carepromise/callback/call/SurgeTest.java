package org.carepromise.callback.call;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

@CallbackTest
class SurgeTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private Instant now;

    @BeforeEach
    void quietPhones() {
        Phones.clear();
        now = Desk.now();
    }

    @Test
    void aSurgeHasABeginningAnEndAReasonAndAnOrderedPlan() {
        var declared = declare(Map.of("endsAt", now.plus(HOUR).toString()));
        declared.then()
                .statusCode(201)
                .body("beginsAt", greaterThanOrEqualTo(now.toString()))
                .body("reason", equalTo("Flu clinic"))
                .body("overflowPlan", contains("nurse-line", "chatham-desk"))
                .body("declaredBy", equalTo("supervisor-1"))
                .body("endedBy", nullValue());
        Desk.get(Desk.AGENT, declared.header("Location")).then().statusCode(200);
        var later = declare(Map.of(
                "beginsAt",
                now.plus(HOUR).toString(),
                "endsAt",
                now.plus(HOUR).plus(HOUR).toString()));
        Desk.get(Desk.AGENT, "/v1/surges?site=" + Desk.SITE)
                .then()
                .statusCode(200)
                .body("items.id", contains(later.<String>path("id"), declared.<String>path("id")));
        assertThat(Behind.ask("SELECT type FROM event WHERE subject = ?", declared.<String>path("id")))
                .containsExactly("carepromise.surge.declared.v1");
    }

    @Test
    void aSurgeThatIsEndedIsOverAtOnceAndOneThatHasNotBegunNeverWas() {
        var running = declare(Map.of("endsAt", now.plus(HOUR).toString())).<String>path("id");
        close(running).then().statusCode(200).body("endedBy", equalTo("supervisor-1"));
        refused(close(running), 409, "surge-over");
        var ahead = Map.<String, Object>of(
                "beginsAt",
                now.plus(HOUR).toString(),
                "endsAt",
                now.plus(HOUR).plus(HOUR).toString());
        var calledOff = declare(ahead).<String>path("id");
        close(calledOff)
                .then()
                .statusCode(200)
                .body("endsAt", equalTo(now.plus(HOUR).toString()));
        declare(ahead).then().statusCode(201);
    }

    @Test
    void aSiteHasOneSurgeAtATimeHoweverManyDeclareIt() {
        var answers = Race.of(
                12,
                i -> declare(Map.of(
                        "beginsAt",
                        now.plus(HOUR).plusSeconds(i).toString(),
                        "endsAt",
                        now.plus(HOUR).plus(HOUR).toString())));
        assertThat(answers.stream().filter(each -> each.statusCode() == 201)).hasSize(1);
        answers.stream().filter(each -> each.statusCode() != 201).forEach(each -> refused(each, 409, "surge-overlaps"));
        assertThat(Behind.count("SELECT count(*) FROM surge")).isOne();
    }

    @Test
    void aSurgeExcusesNothingThatWasNorLastsForever() {
        refused(
                declare(Map.of(
                        "beginsAt",
                        now.minusSeconds(1).toString(),
                        "endsAt",
                        now.plus(HOUR).toString())),
                422,
                "surge-times-invalid");
        refused(declare(Map.of("endsAt", now.toString())), 422, "surge-times-invalid");
        refused(declare(Map.of("endsAt", now.plus(Duration.ofDays(8)).toString())), 422, "surge-times-invalid");
        declare(Map.of("endsAt", now.plus(Duration.ofDays(7)).toString()))
                .then()
                .statusCode(201);
    }

    @Test
    void aSurgeIsDeclaredBySupervisorsOfTheSite() {
        var surge = body(Map.of("endsAt", now.plus(HOUR).toString()));
        refused(Desk.post(Desk.AGENT, "/v1/surges", surge), 403, "forbidden");
        var elsewhere = Tokens.staff("supervisor", "chatham");
        refused(Desk.post(elsewhere, "/v1/surges", surge), 403, "forbidden");
        var id = Desk.post(Phones.SUPERVISOR, "/v1/surges", surge).<String>path("id");
        refused(Desk.post(elsewhere, "/v1/surges/" + id + "/closure", Map.of()), 404, "not-found");
        refused(Desk.get(elsewhere, "/v1/surges/" + id), 404, "not-found");
        refused(Desk.get(elsewhere, "/v1/surges?site=" + Desk.SITE), 403, "forbidden");
        surge.put("site", "nowhere");
        refused(Desk.post(Tokens.admin(), "/v1/surges", surge), 422, "site-unknown");
    }

    @Test
    void inASurgeAbandonmentIsJudgedByItsOwnLimit() {
        // the quarters before now are long over; a surge is put there behind the product's back
        var begin = now.minus(Duration.ofHours(3)).getEpochSecond();
        var quarter = Instant.ofEpochSecond(begin - begin % 900);
        Behind.run(
                """
                INSERT INTO surge (id, site_id, begins_at, ends_at, reason, overflow_plan, declared_by, version, created_at)
                VALUES (gen_random_uuid(), 'night-desk', ?, ?, 'Flu clinic', '{nurse-line}', 'supervisor-1', 1, ?)
                """,
                quarter,
                quarter.plusSeconds(900),
                quarter);
        for (var offered : List.of(quarter, quarter.plusSeconds(900))) {
            Behind.run(
                    """
                    INSERT INTO call (id, source, source_call_id, site_id, offered_at, answered_at, abandoned_at,
                                      transferred_at, contact_told, reported_at, version, created_at)
                    SELECT gen_random_uuid(), 'pbx', ?::text || n, 'night-desk', at,
                           CASE WHEN n > 7 THEN at END, CASE WHEN n <= 7 THEN at + interval '31 seconds' END,
                           '{}', false, at, 1, at
                      FROM generate_series(1, 100) AS n, (SELECT ?::timestamptz) AS told (at)
                    """,
                    offered.toString(),
                    offered);
        }
        var date = quarter.atZone(Desk.ZONE).toLocalDate();
        Desk.get(Phones.SUPERVISOR, "/v1/call-figures/intervals?date=" + date)
                .then()
                .statusCode(200)
                .body("items.surge", contains(true, false))
                .body("items.figures.abandonment.limit", contains(0.1f, 0.05f))
                .body("items.figures.abandonment.withinLimit", contains(true, false))
                .body("total.abandonment.limit", equalTo(0.075f))
                .body("total.abandonment.withinLimit", equalTo(true));
    }

    private static Response declare(Map<String, Object> told) {
        return Desk.post(Phones.SUPERVISOR, "/v1/surges", body(told));
    }

    private static Map<String, Object> body(Map<String, Object> told) {
        var body = new HashMap<String, Object>(Map.of(
                "site", Desk.SITE, "reason", "Flu clinic", "overflowPlan", List.of("nurse-line", "chatham-desk")));
        body.putAll(told);
        return body;
    }

    private static Response close(String id) {
        return Desk.post(Phones.SUPERVISOR, "/v1/surges/" + id + "/closure", Map.of());
    }
}
