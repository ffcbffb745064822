package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.carepromise.callback.call.CallHistory;
import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.Site;
import org.carepromise.worktime.WeeklyHours;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivalPlanTest {

    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    /** Labor Day: closed. */
    private static final LocalDate HOLIDAY = LocalDate.of(2026, 9, 7);

    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 21);

    @Test
    void theMeanOfAWeekdayAndIntervalIsExpected() {
        var calls = PastCalls.of(
                List.of(
                        came(MONDAY.minusWeeks(1), "09:00", 3),
                        came(MONDAY.minusWeeks(1), "09:15", 4),
                        came(MONDAY, "09:15", 4),
                        came(MONDAY, "09:30", 1),
                        came(MONDAY.plusDays(1), "09:00", 99)),
                HALF_HOUR);
        var planned = plan(calls, office(), MONDAY.plusWeeks(1), 1, MONDAY.minusWeeks(1), MONDAY);
        assertThat(planned).hasSize(4);
        assertThat(planned.get(0).startsAt()).isEqualTo(Instant.parse("2026-09-28T13:30:00Z"));
        assertThat(planned)
                .extracting(Arrivals::calls)
                .containsExactly(calls("0"), calls("5.5"), calls("0.5"), calls("0"));
    }

    @Test
    void aDateOnWhichTheSiteWasClosedLowersNoMean() {
        var calls =
                PastCalls.of(List.of(came(HOLIDAY, "09:00", 1), came(HOLIDAY.plusWeeks(1), "09:00", 10)), HALF_HOUR);
        var planned = plan(calls, office(), MONDAY, 1, HOLIDAY, HOLIDAY.plusWeeks(1));
        assertThat(planned.get(1).calls()).isEqualByComparingTo("10");
    }

    @Test
    void nothingIsPlannedWhileTheSiteIsClosedNorWhereTheWeeksSayNothing() {
        var calls = PastCalls.of(List.of(came(MONDAY, "09:00", 8), came(MONDAY, "12:00", 8)), HALF_HOUR);
        assertThat(plan(calls, office(), HOLIDAY, 1, MONDAY)).isEmpty();
        assertThat(plan(calls, office(), MONDAY.plusWeeks(1), 7, HOLIDAY))
                .hasSize(16)
                .extracting(each -> each.startsAt().atZone(CHICAGO).getDayOfWeek())
                .doesNotContain(DayOfWeek.MONDAY, DayOfWeek.SATURDAY);
        assertThat(plan(calls, office(), MONDAY.plusWeeks(1), 1, HOLIDAY)).isEmpty();
    }

    @Test
    void onTheDayTheClocksGoBackAnHourIsPlannedTwice() {
        var sunday = LocalDate.of(2026, 11, 1);
        var calls = PastCalls.of(List.of(came(sunday.minusWeeks(1), "01:45", 6)), Duration.ofHours(1));
        var open = BusinessCalendar.of(Site.of("night", CHICAGO, WeeklyHours.alwaysOpen()));
        var planned = ArrivalPlan.of(
                calls, List.of(sunday.minusDays(13)), sunday, sunday.plusDays(1), Duration.ofHours(1), open);
        assertThat(planned).hasSize(25);
        assertThat(planned.stream().filter(each -> each.calls().signum() > 0))
                .extracting(Arrivals::startsAt)
                .containsExactly(Instant.parse("2026-11-01T06:00:00Z"), Instant.parse("2026-11-01T07:00:00Z"));
        var spring = LocalDate.of(2027, 3, 14);
        assertThat(ArrivalPlan.of(calls, List.of(sunday.minusDays(13)), spring, spring.plusDays(1), HALF_HOUR, open))
                .hasSize(46);
    }

    @Test
    void handlingTimeIsTheMeanOfAllThatWereAnswered() {
        var calls = PastCalls.of(
                List.of(
                        new CallHistory.Interval(
                                MONDAY, LocalTime.of(9, 0), 4, 3, Optional.of(Duration.ofSeconds(100))),
                        new CallHistory.Interval(
                                MONDAY, LocalTime.of(9, 15), 4, 1, Optional.of(Duration.ofSeconds(300))),
                        new CallHistory.Interval(MONDAY, LocalTime.of(9, 30), 4, 0, Optional.empty())),
                HALF_HOUR);
        assertThat(calls.meanHandlingTime()).contains(Duration.ofSeconds(150));
        assertThat(calls.in(MONDAY.atTime(9, 0))).isEqualTo(new PastCalls.Came(8, 4));
        assertThat(PastCalls.of(List.of(), HALF_HOUR).meanHandlingTime()).isEmpty();
    }

    private static List<Arrivals> plan(
            PastCalls calls, BusinessCalendar calendar, LocalDate from, int days, LocalDate... weeks) {
        return ArrivalPlan.of(calls, List.of(weeks), from, from.plusDays(days), HALF_HOUR, calendar);
    }

    private static BusinessCalendar office() {
        return BusinessCalendar.of(
                Site.of("office", CHICAGO, WeeklyHours.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, "08:30", "10:30"))
                        .withHolidayCalendar("us-federal"));
    }

    private static CallHistory.Interval came(LocalDate date, String time, int offered) {
        return new CallHistory.Interval(date, LocalTime.parse(time), offered, offered, Optional.empty());
    }

    private static BigDecimal calls(String number) {
        return new BigDecimal(number).setScale(3);
    }
}
