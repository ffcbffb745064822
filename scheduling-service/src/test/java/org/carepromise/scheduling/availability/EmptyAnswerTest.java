package org.carepromise.scheduling.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** An empty answer says why, and when that changes: each is asked again then. */
@SchedulingTest
class EmptyAnswerTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    @Inject
    ProductClock clock;

    private Instant now;

    @BeforeEach
    void stop() {
        now = clock.instant();
        clock.stopAt(now);
    }

    @AfterEach
    void runOn() {
        clock.run();
    }

    @Test
    void whereSomethingIsFoundNothingIsExplained() {
        var type = practice(Map.of(), Map.of());
        Practice.search(Map.of("visitType", type)).then().body("none", nullValue());
    }

    @Test
    void whatIsFullTellsTheNextStartAfterTheTimeSearchedAndNoChange() {
        var type = practice(Map.of(), Map.of());
        fill(type);
        none(day(type), "slot-full")
                .then()
                .body("none.changesAt", nullValue())
                .body(
                        "none.nextAt",
                        equalTo(Practice.instant(
                                        Practice.search(from(type, dayStart(3))).path("items[0].start"))
                                .toString()));
    }

    @Test
    void whatIsFullOfHeldSeatsChangesWhenTheFirstHoldEnds() {
        var type = practice(Map.of(), Map.of());
        var slots = Practice.found(day(type));
        fill(type);
        Behind.run("UPDATE slot SET taken = 0 WHERE id = ?", Practice.slot(slots.get(4)));
        Practice.hold(slots.get(4), type, now.plusSeconds(120));
        changes(day(type), "slot-full", now.plusSeconds(120));
    }

    @Test
    void whatIsNotReleasedChangesWhenTheFirstOfItOpens() {
        var type = practice(Map.of(), Map.of());
        fill(type);
        var slots = slotsOf(type);
        Behind.run("UPDATE slot SET taken = 0, opens_at = ? WHERE id = ?", now.plusSeconds(7200), slots.get(2));
        Behind.run("UPDATE slot SET taken = 0, opens_at = ? WHERE id = ?", now.plusSeconds(3600), slots.get(5));
        changes(day(type), "slot-not-released", now.plusSeconds(3600));
    }

    @Test
    void beyondTheHorizonItChangesWhenTheHorizonReachesTheFirstStart() {
        var type = practice(Map.of("horizon", "PT24H"), Map.of());
        var first = Practice.instant(firstStart(type));
        changes(day(type), "too-early-to-book", first.minus(Duration.ofHours(24)));
    }

    @Test
    void insideTheLeadTimeItIsTooLateForGood() {
        var type = practice(Map.of("leadTime", "P5D"), Map.of());
        none(day(type), "too-late-to-book").then().body("none.changesAt", nullValue());
        var past = new HashMap<String, Object>(Map.of("visitType", type));
        past.put("from", now.minusSeconds(7200).toString());
        past.put("to", now.minusSeconds(3600).toString());
        none(past, "too-late-to-book").then().body("none.nextAt", notNullValue());
    }

    @Test
    void aCapThatHoldsReachChangesWhenOneEnds() {
        var type = practice(Map.of(), Map.of("capacity", 5));
        var slots = Practice.found(day(type));
        Practice.cap(slots.get(0), type, 2, 1);
        Practice.hold(slots.get(0), type, now.plusSeconds(90));
        changes(day(type), "cap-reached", now.plusSeconds(90));
        Behind.run("UPDATE session_cap SET taken = 2 WHERE session_id = ?", Practice.sessionOf(slots.get(0)));
        clock.stopAt(now);
        none(day(type), "cap-reached").then().body("none.changesAt", nullValue());
    }

    @Test
    void aRoomThatIsHeldChangesWhenTheHoldEnds() {
        var kind = "room-" + UUID.randomUUID();
        var type = practice(Map.of("resourceKind", kind), Map.of());
        none(day(type), "resource-taken").then().body("none.changesAt", nullValue());
        var room = Practice.resource("night-desk", kind);
        Practice.use(room, dayStart(2), dayStart(3), now.plusSeconds(60));
        changes(day(type), "resource-taken", now.plusSeconds(60));
    }

    @Test
    void aVisitThatIsTooLongForEveryGapDoesNotFit() {
        var type = practice(Map.of("duration", "PT40M"), Map.of());
        var slots = slotsOf(type);
        for (int i = 1; i < slots.size(); i += 2) {
            Behind.run("UPDATE slot SET taken = 1 WHERE id = ?", slots.get(i));
        }
        none(day(type), "visit-does-not-fit");
    }

    @Test
    void aLanguageThatNobodyOfThemSpeaksIsNamed() {
        var type = practice(Map.of(), Map.of());
        var query = new HashMap<>(day(type));
        query.put("language", "vi");
        none(query, "language-not-spoken");
    }

    @Test
    void aDayOnWhichTheSiteIsClosedIsToldFromOneWithoutASession() {
        var type = Practice.visitType(Map.of());
        var provider = Practice.provider("springfield", List.of(type), List.of());
        Practice.sessions(provider, "springfield", Map.of("weekdays", List.of("MONDAY")));
        var christmas = LocalDate.of(2026, 12, 25).atStartOfDay(CHICAGO).toInstant();
        none(range(type, christmas, "springfield"), "site-closed").then().body("none.nextAt", notNullValue());
        var tuesday = LocalDate.of(2026, 12, 29).atStartOfDay(CHICAGO).toInstant();
        none(range(type, tuesday, "springfield"), "no-session").then().body("none.nextAt", notNullValue());
    }

    @Test
    void aSearchFarBeyondAllTimeIsAnsweredToo() {
        var type = practice(Map.of(), Map.of());
        none(from(type, Instant.parse("9999-01-01T00:00:00Z")), "no-session");
    }

    @Test
    void behindTheLastPageNothingIsExplained() {
        var type = practice(Map.of(), Map.of());
        var query = new HashMap<>(day(type));
        query.put("limit", 8);
        var cursor = Practice.search(query).<String>path("nextCursor");
        fill(type);
        query.put("cursor", cursor);
        Practice.search(query).then().body("items", empty()).body("none", nullValue());
    }

    private void changes(Map<String, ?> query, String code, Instant at) {
        none(query, code).then().body("none.changesAt", equalTo(at.toString()));
        clock.stopAt(at.minusNanos(1_000));
        Practice.search(query).then().body("items", empty());
        clock.stopAt(at);
        assertThat(Practice.found(query)).isNotEmpty();
        clock.stopAt(now);
    }

    private static Response none(Map<String, ?> query, String code) {
        var answer = Practice.search(query);
        answer.then().statusCode(200).body("items", empty()).body("none.code", equalTo(code));
        return answer;
    }

    /** A provider of one visit type at the night desk, every day. */
    private static String practice(Map<String, Object> visitType, Map<String, Object> template) {
        var type = Practice.visitType(visitType);
        Practice.sessions(Practice.provider("night-desk", List.of(type), List.of("en")), "night-desk", template);
        return type;
    }

    private void fill(String type) {
        slotsOf(type).forEach(slot -> Behind.run("UPDATE slot SET taken = capacity WHERE id = ?", slot));
    }

    private String firstStart(String type) {
        return Behind.ask(
                        "SELECT to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM slot WHERE id = ?",
                        slotsOf(type).get(0))
                .get(0)
                .toString();
    }

    /** All of the day searched, bookable or not. */
    private List<UUID> slotsOf(String type) {
        return Behind.ask(
                        """
                        SELECT slot.id FROM slot JOIN provider ON provider.id = slot.provider_id
                         WHERE ? = ANY (provider.visit_type_ids) AND starts_at BETWEEN ? AND ? ORDER BY starts_at
                        """,
                        type,
                        dayStart(2),
                        dayStart(3))
                .stream()
                .map(UUID.class::cast)
                .toList();
    }

    private Instant dayStart(int ahead) {
        return now.atZone(CHICAGO)
                .toLocalDate()
                .plusDays(ahead)
                .atStartOfDay(CHICAGO)
                .toInstant();
    }

    private Map<String, Object> day(String type) {
        return Map.of(
                "visitType",
                type,
                "from",
                dayStart(2).toString(),
                "to",
                dayStart(3).toString());
    }

    private static Map<String, Object> from(String type, Instant from) {
        return Map.of("visitType", type, "from", from.toString());
    }

    private static Map<String, Object> range(String type, Instant from, String site) {
        return Map.of(
                "visitType",
                type,
                "site",
                site,
                "from",
                from.toString(),
                "to",
                from.plusSeconds(86_400).toString());
    }
}
