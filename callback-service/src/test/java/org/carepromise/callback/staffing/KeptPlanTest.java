package org.carepromise.callback.staffing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

@CallbackTest
class KeptPlanTest {

    private static final String PLANS = "/v1/staffing-plans";
    private static final String PREVIEWS = PLANS + "/previews";
    private static final JsonPathConfig DOUBLES =
            JsonPathConfig.jsonPathConfig().numberReturnType(NumberReturnType.DOUBLE);
    private static final String PLANNER = Tokens.staff("supervisor", Desk.SITE);

    /** Issue 5's reference values: load, agents, handling time and threshold in seconds. */
    @ParameterizedTest
    @CsvSource({
        "10, 14, 180, 20, 0.17413193, 0.88835002, 7.835937",
        "48, 55, 240, 15, 0.23870094, 0.84588309, 8.184032",
        "20, 24, 300, 30, 0.29807230, 0.80019616, 22.355422",
        "1000, 1010, 360, 30, 0.66052115, 0.71293869, 23.778761",
        "10000, 10100, 1000, 30, 0.22476291, 0.98880971, 2.247629"
    })
    void whatSoManyAgentsMakeOfALoadIsThatOfTheTables(
            int erlangs, int agents, int handling, int answer, double waiting, double level, double asa) {
        var calls = 3_600.0 * erlangs / handling;
        var given = preview(plan(
                assumptions(handling, Map.of("interval", "PT1H", "answerWithin", "PT" + answer + "S")),
                List.of(arrivals(9, calls, agents))));
        given.then().statusCode(200).body("intervals[0].given.stable", equalTo(true));
        assertFigure(given, "given.waiting", waiting, 5.1e-9);
        assertFigure(given, "given.serviceLevel", level, 5.1e-9);
        assertFigure(given, "given.speedOfAnswerSeconds", asa, 5.1e-7);
        assertFigure(given, "erlangs", erlangs, 1e-3 * erlangs / calls);
    }

    @ParameterizedTest
    @CsvSource({"22, 0.05781366", "23, 0.04234279"})
    void theImpatientGiveUpAsInTheTables(int agents, double abandonment) {
        var given = preview(plan(
                assumptions(300, Map.of("interval", "PT1H", "patience", "PT3M", "maxAbandonment", 0.05)),
                List.of(arrivals(9, 240, agents))));
        assertFigure(given, "given.abandonment", abandonment, 5.1e-9);
        given.then().body("intervals[0].agents", equalTo(23));
    }

    @Test
    void asManyCallsAsAgentsAreSaidToBeUnstableAndHaveNoFigures() {
        var answer = preview(plan(
                assumptions(180, Map.of("interval", "PT1H")),
                List.of(arrivals(9, 200, 10), arrivals(10, 200, 9), arrivals(11, 0, 1))));
        answer.then()
                .statusCode(200)
                .body("intervals[0].given.stable", equalTo(false))
                .body("intervals[0].given.fewestAgents", equalTo(11))
                .body("intervals[1].given.fewestAgents", equalTo(11))
                .body("intervals[0].given.speedOfAnswerSeconds", nullValue())
                .body("intervals[0].given.note", not(nullValue()))
                .body("intervals[2].given.stable", equalTo(true))
                .body("intervals[2].agents", equalTo(0));
        assertThat(answer.asString()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void peopleToScheduleAreRoundedUpInDecimals() {
        preview(plan(
                        assumptions(300, Map.of("interval", "PT1H", "shrinkage", 0.3, "maxOccupancy", 0.8)),
                        List.of(arrivals(9, 240, 24))))
                .then()
                .body("intervals[0].agents", equalTo(25))
                .body("intervals[0].scheduled", equalTo(36))
                .body("assumptions.serviceLevel", equalTo(0.80f))
                .body("assumptions.answerWithin", equalTo("PT30S"));
        preview(plan(
                        assumptions(300, Map.of("interval", "PT1H", "shrinkage", 0.3, "patience", "PT3M")),
                        List.of(arrivals(9, 240, 24))))
                .then()
                .body("intervals[0].agents", equalTo(21))
                .body("intervals[0].scheduled", equalTo(30));
    }

    @Test
    void aPlanIsKeptListedReadAndRemoved() {
        var body = plan(
                assumptions(180, Map.of("shrinkage", 0.3, "contingency", 0.1)),
                List.of(arrivals(9, 100.5, 14), arrivals(10, 80, null)));
        body.put("name", "Thanksgiving");
        var key = UUID.randomUUID().toString();
        var created = create(key, body);
        created.then().statusCode(201).body("name", equalTo("Thanksgiving")).body("version", equalTo(1));
        assertThat(create(key, body).<String>path("id")).isEqualTo(created.path("id"));

        var path = created.header("Location");
        var read = Desk.get(PLANNER, path);
        read.then().statusCode(200).header("ETag", equalTo("\"1\""));
        assertThat(read.<Map<String, Object>>path("$")).isEqualTo(created.<Map<String, Object>>path("$"));
        Desk.get(Tokens.staff("auditor", Desk.SITE), PLANS + "?limit=1&site=" + Desk.SITE)
                .then()
                .statusCode(200)
                .body("items.id", hasItem(created.<String>path("id")));

        given().auth().oauth2(PLANNER).delete(path).then().statusCode(428);
        given().auth()
                .oauth2(PLANNER)
                .header("If-Match", "\"1\"")
                .delete(path)
                .then()
                .statusCode(204);
        refused(Desk.get(PLANNER, path), 404, "not-found");
        assertThat(Behind.select("SELECT type FROM event WHERE subject = '" + created.path("id") + "' ORDER BY seq")
                        .lines())
                .containsExactly("carepromise.staffing-plan.created.v1", "carepromise.staffing-plan.removed.v1");
    }

    @Test
    void aPlansIntervalsAreATable() {
        var created = create(
                UUID.randomUUID().toString(),
                plan(assumptions(180, Map.of("answerWithin", "PT20S")), List.of(arrivals(9, 100, 9))));
        var table = given().auth().oauth2(PLANNER).accept("text/csv").get(created.header("Location") + "/intervals");
        table.then().statusCode(200);
        assertThat(table.contentType()).startsWith("text/csv");
        var lines = table.asString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("startsAt,calls,erlangs,agents,scheduled,fullTimeEquivalents,forecast.waiting");
        assertThat(lines.get(1))
                .contains("T09:00:00")
                .contains(",100,10.0,14,14,")
                .contains(",9,false,,,,");
    }

    @Test
    void nobodySeesOrRemovesAPlanOfAnotherSite() {
        var path = create(UUID.randomUUID().toString(), plan(assumptions(180, Map.of()), List.of(arrivals(9, 1, null))))
                .header("Location");
        var stranger = Tokens.staff("supervisor", "chatham");
        refused(Desk.get(stranger, path), 404, "not-found");
        refused(given().auth().oauth2(stranger).header("If-Match", "\"1\"").delete(path), 404, "not-found");
        Desk.get(stranger, PLANS + "?site=" + Desk.SITE).then().statusCode(403);
        Desk.post(stranger, PREVIEWS, plan(assumptions(180, Map.of()), List.of(arrivals(9, 1, null))))
                .then()
                .statusCode(403);
        Desk.get(Desk.AGENT, path).then().statusCode(403);
    }

    @Test
    void whatIsOutOfBoundsIsMalformed() {
        malformed(Map.of("shrinkage", 1), arrivals(9, 1, null));
        malformed(Map.of("shrinkage", -0.1), arrivals(9, 1, null));
        malformed(Map.of("contingency", 1.1), arrivals(9, 1, null));
        malformed(Map.of("serviceLevel", 1), arrivals(9, 1, null));
        malformed(Map.of("serviceLevel", 0), arrivals(9, 1, null));
        malformed(Map.of("maxOccupancy", 0.2), arrivals(9, 1, null));
        malformed(Map.of("speedOfAnswer", "PT0S"), arrivals(9, 1, null));
        malformed(Map.of("patience", "PT0.5S"), arrivals(9, 1, null));
        malformed(Map.of("handlingTime", "PT25H"), arrivals(9, 1, null));
        malformed(Map.of("fullTime", "PT0S"), arrivals(9, 1, null));
        malformed(Map.of(), arrivals(9, -1, null));
        malformed(Map.of(), arrivals(9, 1, 0));
        refused(preview(plan(assumptions(180, Map.of()), List.of())), 400, "request-invalid");
        var week = plan(assumptions(180, Map.of()), List.of(arrivals(9, 1, null)));
        week.put("days", 8);
        refused(preview(week), 400, "request-invalid");
    }

    @Test
    void aPlanIsOfDaysThatSomebodyPlans() {
        for (var days : List.of(371, -371)) {
            var body = plan(assumptions(180, Map.of()), List.of(arrivals(9, 1, null)));
            body.put("startsOn", today().plusDays(days).toString());
            refused(preview(body), 422, "staffing-days-invalid");
        }
    }

    @Test
    void anIntervalIsAFullOneOfTheDaysPlannedAndNamedOnce() {
        refused(
                preview(plan(assumptions(180, Map.of("interval", "PT20M")), List.of(arrivals(9, 1, null)))),
                422,
                "staffing-interval-invalid");
        var half = Map.<String, Object>of("startsAt", at(9).plusSeconds(900).toString(), "calls", 1);
        refused(preview(plan(assumptions(180, Map.of()), List.of(half))), 422, "staffing-interval-invalid");
        preview(plan(assumptions(180, Map.of("interval", "PT15M")), List.of(half)))
                .then()
                .statusCode(200);
        refused(
                preview(plan(assumptions(180, Map.of()), List.of(arrivals(24, 1, null)))),
                422,
                "staffing-interval-invalid");
        refused(
                preview(plan(assumptions(180, Map.of()), List.of(arrivals(9, 1, null), arrivals(9, 2, null)))),
                422,
                "staffing-interval-invalid");
    }

    @Test
    void moreCallsThanAnyCentreHasAreRefused() {
        refused(
                preview(plan(assumptions(3_600, Map.of()), List.of(arrivals(9, 25_001, null)))),
                422,
                "staffing-load-too-large");
        var day = new ArrayList<Map<String, Object>>();
        for (int hour = 0; hour < 24; hour++) {
            day.add(arrivals(hour, 21_000, null));
        }
        refused(preview(plan(assumptions(3_600, Map.of()), day)), 422, "staffing-load-too-large");
        refused(
                preview(plan(assumptions(60, Map.of("patience", "PT24H")), List.of(arrivals(9, 21_000, null)))),
                422,
                "staffing-load-too-large");
    }

    @Test
    void anUnknownSiteIsNamed() {
        var body = plan(assumptions(180, Map.of()), List.of(arrivals(9, 1, null)));
        body.put("site", "nowhere");
        refused(preview(body), 422, "site-unknown");
    }

    @Test
    void callsOfChosenWeeksAreExpectedAndHeldAgainstWhatCame() {
        var monday = today().with(DayOfWeek.MONDAY).minusWeeks(1);
        callsCame(monday.minusWeeks(2), "09:20", 30);
        callsCame(monday.minusWeeks(1), "09:05", 40);
        callsCame(monday, "09:00", 28);
        var body = plan(new HashMap<>(Map.of("answerWithin", "PT20S")), null);
        body.put("startsOn", monday.toString());
        body.put(
                "weeksOf",
                List.of(monday.minusWeeks(2).toString(), monday.minusDays(3).toString()));
        var answer = create(UUID.randomUUID().toString(), body);
        answer.then()
                .statusCode(201)
                .body(
                        "weeksOf",
                        equalTo(List.of(
                                monday.minusWeeks(2).toString(),
                                monday.minusWeeks(1).toString())))
                .body("assumptions.handlingTime", equalTo("PT3M"))
                .body("intervals.size()", equalTo(48))
                .body("intervals[18].calls", equalTo(35.0f))
                .body("intervals[18].actual.offered", equalTo(28))
                .body("intervals[18].actual.answered", equalTo(28))
                .body("intervals[19].calls", equalTo(0.0f))
                .body("intervals[19].actual.offered", equalTo(0))
                .body("actual.intervals", equalTo(48))
                .body("actual.expected", equalTo(35.0f))
                .body("actual.offered", equalTo(28))
                .body("actual.deviation", equalTo(0.25f));
        assertThat(Desk.get(PLANNER, answer.header("Location")).<Map<String, Object>>path("$"))
                .isEqualTo(answer.<Map<String, Object>>path("$"));
        Behind.run("DELETE FROM call");
        refused(preview(body), 422, "staffing-history-missing");
    }

    @Test
    void callsWithoutAnEndDoNotTellHowLongTheyTake() {
        var monday = today().with(DayOfWeek.MONDAY).minusWeeks(1);
        callsCame(monday, "09:20", 1);
        Behind.run("UPDATE call SET ended_at = NULL");
        var body = plan(new HashMap<>(), null);
        body.put("weeksOf", List.of(monday.toString()));
        refused(preview(body), 422, "staffing-handling-time-missing");
        Behind.run("DELETE FROM call");
        refused(preview(plan(new HashMap<>(), List.of(arrivals(9, 1, null)))), 422, "staffing-handling-time-missing");
    }

    @Test
    void arrivalsAreTypedInOrTakenFromWeeksThatAreOver() {
        var both = plan(assumptions(180, Map.of()), List.of(arrivals(9, 1, null)));
        both.put("weeksOf", List.of(today().minusWeeks(2).toString()));
        refused(preview(both), 422, "staffing-arrivals-unclear");
        refused(preview(plan(assumptions(180, Map.of()), null)), 422, "staffing-arrivals-unclear");
        for (var weeks : List.of(List.of(0), List.of(1, 28))) {
            var body = plan(assumptions(180, Map.of()), null);
            body.put(
                    "weeksOf",
                    weeks.stream()
                            .map(ago -> today().minusWeeks(ago).toString())
                            .toList());
            refused(preview(body), 422, "staffing-weeks-invalid");
        }
    }

    @Test
    void rulesOfThumbAreRangesAndSayWhatTheyAre() {
        Desk.get(PLANNER, PLANS + "/rules-of-thumb?monthlyCalls=18000&beds=400")
                .then()
                .statusCode(200)
                .body("items.from", equalTo(List.of(10, 4, 1)))
                .body("items.to", equalTo(List.of(15, 6, 2)))
                .body(
                        "items[0].description",
                        equalTo("A rule of thumb: one full-time agent for 1,200 to 1,800 inbound calls a month."));
        Desk.get(PLANNER, PLANS + "/rules-of-thumb")
                .then()
                .statusCode(200)
                .body("items.rule", hasItem("ANALYSTS_FOR_BEDS"))
                .body("items[0].from", nullValue());
        refused(Desk.get(PLANNER, PLANS + "/rules-of-thumb?beds=-1"), 400, "request-invalid");
    }

    private static void malformed(Map<String, Object> assumed, Map<String, Object> arrivals) {
        refused(preview(plan(assumptions(180, assumed), List.of(arrivals))), 400, "request-invalid");
    }

    private static void assertFigure(Response answer, String figure, double expected, double apart) {
        assertThat(answer.jsonPath(DOUBLES).getDouble("intervals[0]." + figure))
                .as(figure)
                .isCloseTo(expected, within(apart));
    }

    private static Response preview(Map<String, Object> body) {
        return Desk.post(PLANNER, PREVIEWS, body);
    }

    private static Response create(String key, Map<String, Object> body) {
        return given().auth()
                .oauth2(PLANNER)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post(PLANS);
    }

    private static Map<String, Object> plan(Map<String, Object> assumptions, List<Map<String, Object>> arrivals) {
        var plan = new HashMap<String, Object>(
                Map.of("site", Desk.SITE, "startsOn", today().toString(), "assumptions", assumptions));
        if (arrivals != null) {
            plan.put("arrivals", arrivals);
        }
        return plan;
    }

    private static Map<String, Object> assumptions(int handlingSeconds, Map<String, Object> more) {
        var assumptions = new HashMap<String, Object>(Map.of("handlingTime", "PT" + handlingSeconds + "S"));
        assumptions.putAll(more);
        return assumptions;
    }

    private static Map<String, Object> arrivals(int hour, double calls, Integer agents) {
        var arrivals = new HashMap<String, Object>(Map.of("startsAt", at(hour).toString(), "calls", calls));
        if (agents != null) {
            arrivals.put("agents", agents);
        }
        return arrivals;
    }

    /** Each was answered at once, and took three minutes. */
    private static void callsCame(LocalDate on, String time, int calls) {
        var at = on.atTime(LocalTime.parse(time)).atZone(Desk.ZONE).toInstant();
        Behind.run(("INSERT INTO call (id, source, source_call_id, site_id, offered_at, answered_at, ended_at,"
                        + " transferred_at, contact_told, reported_at, version, created_at)"
                        + " SELECT gen_random_uuid(), 'pbx', '%1$s ' || n, '%2$s', '%1$s', '%1$s',"
                        + " timestamptz '%1$s' + interval '3 minutes', '{}', true, '%1$s', 1, '%1$s'"
                        + " FROM generate_series(1, %3$d) AS n")
                .formatted(at, Desk.SITE, calls));
    }

    private static Instant at(int hour) {
        return today().atTime(LocalTime.MIDNIGHT)
                .plusHours(hour)
                .atZone(Desk.ZONE)
                .toInstant();
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(Desk.now(), Desk.ZONE);
    }
}
