package org.carepromise.callback.repromise;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

@CallbackTest
class WhatIfTest {

    private static final String PLANNER = Tokens.staff("supervisor", Desk.SITE);

    private Instant morning;

    @BeforeEach
    void emptyDesk() {
        morning = Desk.open();
    }

    /** 8 minutes for each: within two hours three agents start 45, and one 15 (Poisson). */
    @Test
    void agentsWhoAreOffShowWhichPromisesFallAndChangeNothing() {
        var roster = Desk.roster(3).<String>path("id");
        Desk.roster(1, "es");
        var ids = IntStream.range(0, 30)
                .mapToObj(i -> Desk.asked(Desk.request(Desk.patient())))
                .toList();
        var before = Behind.select("SELECT row_to_json(callback)::text FROM callback ORDER BY id");

        var answer = whatIf(off(roster, 2, morning));
        answer.then()
                .statusCode(200)
                .body("promises", equalTo(30))
                .body("belowNow", equalTo(0))
                .body("belowThen", equalTo(18))
                .body("promisedAnew", equalTo(18))
                .body("atRisk.callback", equalTo(ids.subList(12, 30)))
                .body("atRisk.chanceNow", everyItem(greaterThan(0.98f)));
        assertThat(answer.<Float>path("atRisk[0].chanceThen")).isCloseTo(0.732f, within(0.005f));
        assertThat(answer.<Float>path("atRisk[17].chanceThen")).isCloseTo(0.0004f, within(0.0001f));
        assertThat(Behind.select("SELECT row_to_json(callback)::text FROM callback ORDER BY id"))
                .isEqualTo(before);
    }

    @Test
    void nobodyIsOffWhoDoesNotWork() {
        var day = roster("09:00", "10:00", 5);
        Desk.roster(2);
        IntStream.range(0, 10).forEach(i -> Desk.asked(Desk.request(Desk.patient())));
        // From ten on none of the five works: the two of the other roster stay.
        whatIf(off(day, 5, morning.plus(Duration.ofHours(1))))
                .then()
                .statusCode(200)
                .body("atRisk", hasSize(0));
        // Nine off of five are five.
        assertThat(whatIf(off(day, 9, morning)).<Map<String, Object>>path("$"))
                .isEqualTo(whatIf(off(day, 5, morning)).<Map<String, Object>>path("$"));
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        var roster = Desk.roster(3).<String>path("id");
        refused(whatIf(off("cros_01kat3v0000000000000000000", 1, morning)), 422, "roster-unknown");
        refused(whatIf(off("desk", 1, morning)), 422, "roster-unknown");
        var elsewhere = off(roster, 1, morning);
        refused(
                Desk.post(
                        Tokens.admin(),
                        "/v1/staffing-plans/what-ifs",
                        Map.of("site", "springfield", "off", List.of(elsewhere))),
                422,
                "roster-unknown");
        refused(
                Desk.post(
                        Tokens.admin(),
                        "/v1/staffing-plans/what-ifs",
                        Map.of("site", "nowhere", "off", List.of(elsewhere))),
                422,
                "site-unknown");
        refused(whatIf(off(roster, 1, morning, morning)), 422, "absence-invalid");
        refused(whatIf(off(roster, 1, morning.minusSeconds(60), morning.minusSeconds(1))), 422, "absence-invalid");
        refused(whatIf(off(roster, 1, morning.plus(Duration.ofDays(15)))), 422, "absence-invalid");
        refused(
                whatIf(
                        off(roster, 1, morning, morning.plusSeconds(3_600)),
                        off(roster, 1, morning.plusSeconds(3_599), morning.plusSeconds(7_200))),
                422,
                "absence-invalid");
        whatIf(
                        off(roster, 1, morning, morning.plusSeconds(3_600)),
                        off(roster, 1, morning.plusSeconds(3_600), morning.plusSeconds(7_200)))
                .then()
                .statusCode(200);
        refused(whatIf(off(roster, 0, morning)), 400, "request-invalid");
        refused(whatIf(), 400, "request-invalid");
    }

    @Test
    void onlySupervisorsOfTheSiteAsk() {
        var body = Map.of("site", Desk.SITE, "off", List.of(off(Desk.roster(3).path("id"), 1, morning)));
        Desk.post(Desk.AGENT, "/v1/staffing-plans/what-ifs", body).then().statusCode(403);
        Desk.post(Tokens.staff("supervisor", "chatham"), "/v1/staffing-plans/what-ifs", body)
                .then()
                .statusCode(403);
    }

    @SafeVarargs
    private static Response whatIf(Map<String, Object>... off) {
        return Desk.post(PLANNER, "/v1/staffing-plans/what-ifs", Map.of("site", Desk.SITE, "off", List.of(off)));
    }

    private static Map<String, Object> off(String roster, int agents, Instant from) {
        return new HashMap<>(Map.of("roster", roster, "agents", agents, "from", from.toString()));
    }

    private static Map<String, Object> off(String roster, int agents, Instant from, Instant until) {
        var off = off(roster, agents, from);
        off.put("until", until.toString());
        return off;
    }

    private static String roster(String from, String until, int agents) {
        return Desk.post(
                        Tokens.admin(),
                        "/v1/callback-rosters",
                        Map.of(
                                "site",
                                Desk.SITE,
                                "name",
                                "Early",
                                "skills",
                                List.of("billing"),
                                "languages",
                                List.of("en"),
                                "weekly",
                                List.of(Map.of(
                                        "weekdays",
                                        List.of(
                                                "MONDAY",
                                                "TUESDAY",
                                                "WEDNESDAY",
                                                "THURSDAY",
                                                "FRIDAY",
                                                "SATURDAY",
                                                "SUNDAY"),
                                        "startsAt",
                                        from,
                                        "endsAt",
                                        until,
                                        "agents",
                                        agents))))
                .path("id");
    }
}
