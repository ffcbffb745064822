package org.carepromise.worktime;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

/** A wall time in a gap moves forward by the gap, one in an overlap takes the earlier offset. */
class DaylightSavingTest {

    private static final LocalDate CHICAGO_SPRING = LocalDate.of(2027, 3, 14);
    private static final LocalDate CHICAGO_AUTUMN = LocalDate.of(2026, 11, 1);

    @Test
    void anOpeningInTheGapMovesForwardByTheGap() {
        assertThat(onlyOpening("America/Chicago", CHICAGO_SPRING, "02:15", "04:00"))
                .isEqualTo(opening("2027-03-14T08:15:00Z", "2027-03-14T09:00:00Z", CHICAGO_SPRING));
    }

    @Test
    void aClosingInTheGapMovesForwardByTheGap() {
        assertThat(onlyOpening("America/Chicago", CHICAGO_SPRING, "00:00", "02:30"))
                .isEqualTo(opening("2027-03-14T06:00:00Z", "2027-03-14T08:30:00Z", CHICAGO_SPRING));
    }

    @Test
    void anOpeningThatWouldCloseBeforeItsMovedBeginDoesNotTakePlaceAndMakesNoBusinessDay() {
        BusinessCalendar calendar = sundays("America/Chicago", "02:45", "03:15");

        assertThat(calendar.openingsOn(CHICAGO_SPRING)).isEmpty();
        assertThat(calendar.isBusinessDay(CHICAGO_SPRING)).isFalse();
        assertThat(calendar.isBusinessDay(CHICAGO_SPRING.plusWeeks(1))).isTrue();
    }

    @Test
    void anOpeningOrClosingInTheOverlapIsTheFirstOfTheTwo() {
        assertThat(onlyOpening("America/Chicago", CHICAGO_AUTUMN, "00:30", "01:30"))
                .isEqualTo(opening("2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", CHICAGO_AUTUMN));
        assertThat(onlyOpening("America/Chicago", CHICAGO_AUTUMN, "01:30", "02:30"))
                .isEqualTo(opening("2026-11-01T06:30:00Z", "2026-11-01T08:30:00Z", CHICAGO_AUTUMN));
    }

    @Test
    void aNightShiftLastsWhatItReallyLasts() {
        ZoneId chicago = ZoneId.of("America/Chicago");
        BusinessCalendar nights =
                BusinessCalendar.of(Site.of("night", chicago, WeeklyHours.of(DayOfWeek.SATURDAY, "22:00", "06:00")));

        assertThat(nights.openingsOn(CHICAGO_SPRING.minusDays(1)).get(0).length())
                .isEqualTo(Duration.ofHours(7));
        assertThat(nights.openingsOn(CHICAGO_AUTUMN.minusDays(1)).get(0).length())
                .isEqualTo(Duration.ofHours(9));
    }

    @Test
    void aBusinessDayHasTwentyThreeOrTwentyFiveHours() {
        BusinessCalendar calendar = sundays("America/Chicago", "12:00", "13:00");
        Duration oneDay = Duration.ofHours(24);

        assertThat(businessDay(calendar, CHICAGO_SPRING)).isEqualTo(oneDay.minusHours(1));
        assertThat(businessDay(calendar, CHICAGO_AUTUMN)).isEqualTo(oneDay.plusHours(1));
    }

    @Test
    void lordHoweMovesByHalfAnHour() {
        String zone = "Australia/Lord_Howe";
        LocalDate spring = LocalDate.of(2026, 10, 4);
        LocalDate autumn = LocalDate.of(2026, 4, 5);

        assertThat(onlyOpening(zone, spring, "02:15", "03:00"))
                .isEqualTo(opening("2026-10-03T15:45:00Z", "2026-10-03T16:00:00Z", spring));
        assertThat(onlyOpening(zone, autumn, "01:45", "02:30"))
                .isEqualTo(opening("2026-04-04T14:45:00Z", "2026-04-04T16:00:00Z", autumn));
        assertThat(businessDay(sundays(zone, "09:00", "10:00"), spring)).isEqualTo(Duration.ofMinutes(23 * 60 + 30));
        assertThat(businessDay(sundays(zone, "09:00", "10:00"), autumn)).isEqualTo(Duration.ofMinutes(24 * 60 + 30));
    }

    @Test
    void aDateThatBeginsInAGapBeginsWhenTheGapEnds() {
        LocalDate spring = LocalDate.of(2018, 11, 4); // Sao Paulo had no 00:00 on it
        BusinessCalendar calendar = sundays("America/Sao_Paulo", "00:00", "24:00");

        assertThat(calendar.openingsOn(spring))
                .containsExactly(opening("2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z", spring));
        assertThat(businessDay(calendar, spring)).isEqualTo(Duration.ofHours(23));
    }

    @Test
    void nothingOpensOnTheDateThatSamoaLeftOut() {
        LocalDate leftOut = LocalDate.of(2011, 12, 30);
        Site site =
                Site.of("apia", ZoneId.of("Pacific/Apia"), WeeklyHours.of(DayOfWeek.MONDAY, SUNDAY, "09:00", "17:00"));
        BusinessCalendar calendar = BusinessCalendar.of(site);

        assertThat(calendar.isBusinessDay(leftOut)).isFalse();
        assertThat(calendar.closedReason(leftOut))
                .contains(new ClosedReason(ClosedReason.Cause.WEEK, "no 2011-12-30 in Pacific/Apia"));
        assertThat(Allowance.closings(1).dueAt(calendar, Instant.parse("2011-12-29T20:00:00Z")))
                .isEqualTo(Instant.parse("2011-12-31T03:00:00Z"));
    }

    @Test
    void aClockCountsThroughAChangeInRealTime() {
        BusinessCalendar calendar =
                BusinessCalendar.of(Site.of("line", ZoneId.of("America/Chicago"), WeeklyHours.alwaysOpen()));
        Instant evening = Instant.parse("2026-10-31T23:00:00Z");

        for (PromiseClock clock : PromiseClock.values()) {
            assertThat(clock.add(calendar, evening, Duration.ofHours(24)))
                    .isEqualTo(Instant.parse("2026-11-01T23:00:00Z"));
        }
    }

    private static Opening onlyOpening(String zone, LocalDate sunday, String opens, String closes) {
        return sundays(zone, opens, closes).openingsOn(sunday).get(0);
    }

    private static BusinessCalendar sundays(String zone, String opens, String closes) {
        return BusinessCalendar.of(Site.of("sundays", ZoneId.of(zone), WeeklyHours.of(SUNDAY, opens, closes)));
    }

    private static Duration businessDay(BusinessCalendar calendar, LocalDate on) {
        ZoneId zone = calendar.site().zone();
        return PromiseClock.BUSINESS_DAYS.between(
                calendar,
                on.minusDays(2).atStartOfDay(zone).toInstant(),
                on.plusDays(3).atStartOfDay(zone).toInstant());
    }

    private static Opening opening(String opensAt, String closesAt, LocalDate on) {
        return new Opening(Instant.parse(opensAt), Instant.parse(closesAt), on);
    }
}
