package org.carepromise.callback.call;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/** Figures against calls that were counted by hand, on a date long gone. */
@CallbackTest
class CallFiguresTest {

    private static final LocalDate DATE = LocalDate.of(2026, 10, 7);
    private static final Instant NINE = DATE.atTime(9, 0).atZone(Desk.ZONE).toInstant();

    @Inject
    CallHistory history;

    @Inject
    Pool pool;

    @BeforeEach
    void quietPhones() {
        Phones.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "WITHOUT_ABANDONED_IN_TIME, 0.826923",
        "ABANDONED_IN_TIME_AS_SERVED, 0.830189",
        "OF_ANSWERED, 0.860000",
        "OF_OFFERED, 0.811321"
    })
    void theSameCallsHaveAnotherServiceLevelByEachFormula(String formula, double level) {
        // ICMI's case: 1,000 answered, 60 abandoned; within 20 s 860 and 20
        Behind.run(
                """
                INSERT INTO call (id, source, source_call_id, site_id, offered_at, answered_at, abandoned_at,
                                  transferred_at, contact_told, reported_at, version, created_at)
                SELECT gen_random_uuid(), 'icmi', n, 'night-desk', ?,
                       CASE WHEN n <= 1000 THEN ?::timestamptz + interval '1 second' * CASE WHEN n <= 860 THEN 20 ELSE 21 END END,
                       CASE WHEN n > 1000 THEN ?::timestamptz + interval '1 second' * CASE WHEN n <= 1020 THEN 20 ELSE 21 END END,
                       '{}', false, ?, 1, ?
                  FROM generate_series(1, 1060) AS n
                """,
                NINE,
                NINE,
                NINE,
                NINE,
                NINE);
        intervals("&thresholdSeconds=20&serviceLevelFormula=" + formula)
                .body("formulas.serviceLevel", equalTo(formula))
                .body("formulas.threshold", equalTo("PT20S"))
                .body("formulas.serviceLevelDefinition", containsString("over"))
                .body("total.serviceLevel.value.toDouble()", closeTo(level, 5e-7))
                .body("total.abandonment.numerator", equalTo(40))
                .body("total.abandonment.denominator", equalTo(1040))
                .body("total.abandonment.limit", equalTo(0.05f))
                .body("total.abandonment.withinLimit", equalTo(true));
        if (formula.equals("OF_OFFERED")) {
            intervals("&thresholdSeconds=20&abandonmentFormula=OF_OFFERED")
                    .body("total.abandonment.value.toDouble()", closeTo(60 / 1060.0, 1e-9))
                    .body("total.abandonment.withinLimit", equalTo(false));
        }
    }

    @Test
    void callsAreCountedInTheQuarterOfAnHourInWhichTheyWereOffered() {
        var last = NINE.plusSeconds(15 * 60 - 1);
        send(
                answered(NINE, 10, 100, "language", "en"),
                answered(
                        last,
                        31,
                        200,
                        "language",
                        "es",
                        "transferredAt",
                        List.of(last.plusSeconds(60).toString())),
                answered(NINE.plusSeconds(15 * 60), 30, 60, "language", "es"),
                Phones.call("offeredAt", NINE, "abandonedAt", NINE.plusSeconds(31)),
                Phones.call("offeredAt", NINE, "overflowedAt", NINE.plusSeconds(60)),
                Phones.call("answeredAt", NINE));
        intervals("")
                .body("items.startsAt", contains("2026-10-07T09:00:00-05:00", "2026-10-07T09:15:00-05:00"))
                .body("items.endsAt", contains("2026-10-07T09:15:00-05:00", "2026-10-07T09:30:00-05:00"))
                .body("items[0].figures.offered", equalTo(4))
                .body("items[0].figures.answered", equalTo(2))
                .body("items[0].figures.abandoned", equalTo(1))
                .body("items[0].figures.overflowed", equalTo(1))
                .body("items[0].figures.waiting", equalTo(1))
                .body("items[0].figures.serviceLevel.numerator", equalTo(1))
                .body("items[0].figures.serviceLevel.denominator", equalTo(4))
                .body("items[0].figures.serviceLevel.rating", equalTo("TOO_LOW"))
                .body("items[0].figures.speedOfAnswer", equalTo("PT20.5S"))
                .body("items[0].figures.meanHandlingTime", equalTo("PT2M30S"))
                .body("items[0].figures.handOffs.value", equalTo(0.5f))
                .body("items[1].figures.serviceLevel.value", equalTo(1f))
                .body("items[1].figures.serviceLevel.rating", equalTo("TOO_HIGH"))
                .body("items[1].surge", equalTo(false))
                .body("total.offered", equalTo(5))
                .body("languages.language", contains("en", "es"))
                .body("languages.figures.offered", contains(1, 2))
                .body("notOffered", equalTo(1))
                .body("costPerContact", nullValue());
        intervals("&language=es-MX").body("total.offered", equalTo(2)).body("language", equalTo("es"));
        intervals("&thresholdSeconds=31").body("items[0].figures.serviceLevel.numerator", equalTo(2));
    }

    @Test
    void ofNothingThereIsNoFigure() {
        intervals("")
                .body("items", empty())
                .body("total.offered", equalTo(0))
                .body("total.serviceLevel.value", nullValue())
                .body("total.serviceLevel.rating", nullValue())
                .body("total.abandonment.value", nullValue())
                .body("total.speedOfAnswer", nullValue())
                .body("total.handOffs.value", nullValue())
                .body("reportedAt", nullValue())
                .body(not(containsString("NaN")));
    }

    @Test
    void daysAreThoseOfTheSiteAndAddUp() {
        var midnight = DATE.plusDays(1).atStartOfDay(Desk.ZONE).toInstant();
        send(answered(midnight.minusSeconds(1), 5, 60), answered(midnight, 45, 60), answered(NINE, 5, 60));
        days("from=2026-10-07&to=2026-10-09")
                .body("items.startsAt", contains("2026-10-07T00:00:00-05:00", "2026-10-08T00:00:00-05:00"))
                .body("items.figures.offered", contains(2, 1))
                .body("total.serviceLevel.value.toDouble()", closeTo(2 / 3.0, 1e-6))
                .body("total.serviceLevel.rating", equalTo("TOO_LOW"))
                .body("costPerContact.configured", equalTo(false))
                .body("costPerContact.detail", equalTo("not configured"))
                .body("costPerContact.value", nullValue());
        days("from=2026-10-08&to=2026-10-09").body("total.offered", equalTo(1));
        days("site=" + Desk.SITE).body("sites", contains(Desk.SITE));
        for (var range : List.of("from=2026-10-08&to=2026-10-08", "from=2025-01-01&to=2026-01-03")) {
            refused(Desk.get(Phones.SUPERVISOR, "/v1/call-figures/days?" + range), 422, "range-invalid");
        }
        refused(Desk.get(Phones.SUPERVISOR, "/v1/call-figures/days?site=nowhere"), 422, "site-unknown");
        refused(Desk.get(Phones.SUPERVISOR, "/v1/call-figures/days?site=chatham"), 403, "forbidden");
        refused(Desk.get(Desk.AGENT, "/v1/call-figures/intervals"), 403, "forbidden");
    }

    @Test
    void todaysFiguresShowACallAsSoonAsItIsReported() {
        var now = Desk.now();
        Phones.send(Phones.call("offeredAt", now)).then().statusCode(201);
        Desk.get(Tokens.admin(), "/v1/call-figures/intervals?site=" + Desk.SITE)
                .then()
                .statusCode(200)
                .body("total.offered", equalTo(1))
                .body("total.waiting", equalTo(1))
                .body("at", not(nullValue()))
                .body("reportedAt", not(nullValue()));
    }

    @Test
    void staffingReadsArrivalsAndHandlingTimeByLocalQuartersOfAnHour() {
        send(
                answered(NINE, 10, 100),
                answered(NINE.plusSeconds(899), 10, 200),
                Phones.call("offeredAt", NINE.plusSeconds(1800), "answeredAt", NINE.plusSeconds(1801)),
                answered(NINE.plus(Duration.ofDays(1)), 10, 100));
        assertThat(history.intervals(pool, Desk.SITE, DATE, DATE.plusDays(1), Desk.ZONE)
                        .await()
                        .indefinitely())
                .containsExactly(
                        new CallHistory.Interval(DATE, LocalTime.of(9, 0), 2, 2, Optional.of(Duration.ofSeconds(150))),
                        new CallHistory.Interval(DATE, LocalTime.of(9, 30), 1, 1, Optional.empty()));
        assertThat(Behind.plan(CallHistoryStore.INTERVALS, List.of("'night-desk'", "'UTC'", "now()", "now()")))
                .contains("call_offered");
        assertThat(Behind.plan(
                        CallFiguresStore.BY_INTERVAL,
                        List.of("'{a}'", "'{UTC}'", "'{2026-10-07}'", "'{2026-10-08}'", "30", "NULL")))
                .contains("call_offered");
    }

    private static Map<String, Object> answered(Instant at, int after, int talked, Object... more) {
        var fields = new ArrayList<Object>(List.of(
                "offeredAt", at, "answeredAt", at.plusSeconds(after), "endedAt", at.plusSeconds(after + talked)));
        fields.addAll(List.of(more));
        return Phones.call(fields.toArray());
    }

    @SafeVarargs
    private static void send(Map<String, Object>... reports) {
        assertThat(Phones.words(Phones.file(List.of(reports), false))).containsOnly("CREATED");
    }

    private static ValidatableResponse intervals(String query) {
        return Desk.get(Phones.SUPERVISOR, "/v1/call-figures/intervals?date=" + DATE + query)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse days(String query) {
        return Desk.get(Phones.SUPERVISOR, "/v1/call-figures/days?" + query)
                .then()
                .statusCode(200);
    }
}
