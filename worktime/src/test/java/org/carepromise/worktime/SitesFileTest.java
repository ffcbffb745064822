package org.carepromise.worktime;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The records that a sites file fills check themselves, and say what is wrong where. */
class SitesFileTest {

    private static final WeeklyHours OFFICE = WeeklyHours.of(MONDAY, FRIDAY, "09:00", "17:00");
    private static final Site MAIN = Site.of("main", ZoneOffset.UTC, OFFICE);

    @Test
    void aSiteNamesItselfAndTheFieldThatIsWrong() {
        assertThatThrownBy(() -> Site.of(" ", ZoneOffset.UTC, OFFICE)).hasMessage("site: id: missing");
        assertThatThrownBy(() -> Site.of("main", null, OFFICE)).hasMessage("site main: zone: missing");
        assertThatThrownBy(() -> Site.of("main", ZoneOffset.UTC, null)).hasMessage("site main: hours: missing");
        assertThatThrownBy(() -> Site.of("main", ZoneOffset.UTC, WeeklyHours.closed()))
                .hasMessage("site main: hours: never opens");
        assertThatThrownBy(() -> MAIN.withVersion(0)).hasMessage("site main: version: 0 is less than 1");
        assertThatThrownBy(() -> MAIN.withHolidayCalendar(" ")).hasMessage("site main: holidayCalendar: blank");
        assertThatThrownBy(
                        () -> new Site("main", "", ZoneOffset.UTC, OFFICE, Optional.empty(), List.of(), List.of(), 1))
                .hasMessage("site main: name: missing");
        assertThatThrownBy(() -> new Site("main", "Main", ZoneOffset.UTC, OFFICE, Optional.empty(), null, List.of(), 1))
                .hasMessage("site main: closures: missing");
    }

    @ParameterizedTest
    @CsvSource({"09:00, 17:00, false", "00:00, 24:00, false", "18:00, 24:00, false", "22:00, 06:00, true"})
    void anIntervalReadsAsItIsWrittenAndMayPassMidnight(String opens, String closes, boolean passesMidnight) {
        LocalInterval interval = LocalInterval.of(opens, closes);

        assertThat(interval).hasToString(opens + "-" + closes);
        assertThat(interval.passesMidnight()).isEqualTo(passesMidnight);
    }

    @ParameterizedTest
    @CsvSource({"24:00, 08:00", "09:00, 09:00", "00:00, 00:00", "9:00, 17:00", "09:00, 25:00", "09:00, x"})
    void anIntervalThatCantBeMeantIsRefused(String opens, String closes) {
        assertThatThrownBy(() -> LocalInterval.of(opens, closes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fractionsOfASecondAreNoTimeOfDay() {
        assertThatThrownBy(() -> new LocalInterval(LocalTime.of(9, 0, 0, 1), LocalTime.NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void weeklyHoursAreSortedAndEqualHoweverTheyWereWritten() {
        assertThat(WeeklyHours.of(MONDAY, "13:00", "17:00").and(MONDAY, "09:00", "12:00"))
                .isEqualTo(WeeklyHours.of(MONDAY, "09:00", "12:00").and(MONDAY, "13:00", "17:00"));
        assertThat(WeeklyHours.of(FRIDAY, MONDAY, "09:00", "17:00").byDay())
                .containsOnlyKeys(FRIDAY, SATURDAY, SUNDAY, MONDAY);
        assertThat(WeeklyHours.of(MONDAY, "22:00", "06:00").contains(LocalDateTime.parse("2026-11-24T05:59")))
                .isTrue();
        assertThat(WeeklyHours.of(TUESDAY, "22:00", "06:00").contains(LocalDateTime.parse("2026-11-24T05:59")))
                .isFalse();
    }

    @Test
    void aClosureOrExtraOpeningNeedsItsDate() {
        assertThatThrownBy(() -> Closure.allDay(null, "x")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new ExtraOpening(LocalDate.EPOCH, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void theFirstRouteThatFitsDecidesAndTheFallbackTakesTheRest() {
        RoutingTable table = new RoutingTable(
                List.of(
                        route("clinical", "es", null, null, "clinical-es"),
                        route("clinical", null, null, OFFICE, "clinical-day"),
                        route("clinical", null, null, null, "clinical-night"),
                        route(null, null, "annex", null, "annex-desk")),
                "front-desk");
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        Instant night = Instant.parse("2026-11-23T17:00:00Z");
        Site annex = Site.of("annex", ZoneOffset.UTC, OFFICE);

        assertThat(table.poolFor("clinical", "es-MX", MAIN, noon)).isEqualTo("clinical-es");
        assertThat(table.poolFor("clinical", "ES", MAIN, noon)).isEqualTo("clinical-es");
        assertThat(table.poolFor("clinical", "est", MAIN, noon)).isEqualTo("clinical-day");
        assertThat(table.poolFor("clinical", "en", MAIN, night)).isEqualTo("clinical-night");
        assertThat(table.poolFor("billing", "en", annex, noon)).isEqualTo("annex-desk");
        assertThat(table.poolFor("billing", "en", MAIN, noon)).isEqualTo("front-desk");
        assertThatThrownBy(() -> new RoutingTable(List.of(), " ")).hasMessage("routing: fallbackPool: missing");
    }

    @Test
    void aSiteKeyIsGoodForItsOriginsAlone() {
        SiteKey key = new SiteKey(
                "pk_demo_main_0001", "main", Set.of("https://www.Example.org:443", "http://localhost:8080"));

        assertThat(key.allows("https://www.example.org")).isTrue();
        assertThat(key.allows("http://localhost:8080")).isTrue();
        assertThat(key.allows("http://www.example.org")).isFalse();
        assertThat(key.allows("https://www.example.org.evil.example")).isFalse();
        assertThat(key.allows("http://localhost")).isFalse();
        assertThat(key.allows("null")).isFalse();
        assertThat(key.allows(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.example.org",
                "null",
                "example.org",
                "https://example.org/",
                "https://a@example.org",
                "ftp://x.org"
            })
    void whatIsNoOriginIsRefused(String origin) {
        assertThatThrownBy(() -> new SiteKey("pk_demo_main_0001", "main", Set.of(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("site key of main: allowedOrigins");
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> new SiteKey("short", "main", Set.of("https://x.org")))
                .hasMessageStartingWith("site key of main: key");
        assertThatThrownBy(() -> new SiteKey("pk_demo_main_0001", "main", Set.of()))
                .hasMessage("site key of main: allowedOrigins: none");
    }

    private static RoutingTable.Route route(
            String topic, String language, String siteId, WeeklyHours hours, String pool) {
        return new RoutingTable.Route(
                Optional.ofNullable(topic),
                Optional.ofNullable(language),
                Optional.ofNullable(siteId),
                Optional.ofNullable(hours),
                pool);
    }
}
