package org.carepromise.worktime;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of worked cases in docs/product.md, row by row, and its case of a paused clock. */
class SpecTableTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    private static final BusinessCalendar NINE_TO_FIVE = BusinessCalendar.of(
            Site.of("main", CHICAGO, WeeklyHours.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, "09:00", "17:00"))
                    .withHolidayCalendar("us-federal"));

    private static final BusinessCalendar ROUND_THE_CLOCK =
            BusinessCalendar.of(Site.of("line", CHICAGO, WeeklyHours.alwaysOpen()));

    @ParameterizedTest(name = "{0} + {1} {2} is due {3}")
    @CsvSource({
        "2026-11-20T16:30, PT2H, BUSINESS_HOURS, 2026-11-23T10:30",
        "2026-09-04T16:30, PT2H, BUSINESS_HOURS, 2026-09-08T10:30",
        "2026-11-21T12:00, PT2H, BUSINESS_HOURS, 2026-11-23T11:00",
        "2026-11-23T15:00, PT2H, BUSINESS_HOURS, 2026-11-23T17:00",
        "2026-11-20T17:00, PT48H, BUSINESS_DAYS, 2026-11-24T17:00",
        "2026-11-25T15:30, PT24H, BUSINESS_DAYS, 2026-11-27T15:30",
    })
    void aSiteOpenFromNineToFiveIsDue(LocalDateTime start, Duration time, PromiseClock clock, LocalDateTime due) {
        assertThat(Allowance.of(clock, time).dueAt(NINE_TO_FIVE, chicago(start)))
                .isEqualTo(chicago(due));
    }

    @Test
    void fiveClosingsFromTheDayBeforeThanksgivingEndOnThursdayOfTheNextWeek() {
        assertThat(Allowance.closings(5).dueAt(NINE_TO_FIVE, chicago("2026-11-25T15:30")))
                .isEqualTo(chicago("2026-12-03T17:00"));
    }

    @ParameterizedTest(name = "{0} + {1} is due {2}")
    @CsvSource({
        "2027-03-14T01:30-06:00, PT2H, 2027-03-14T04:30-05:00",
        "2026-11-01T00:30-05:00, PT2H, 2026-11-01T01:30-06:00",
    })
    void aSiteOpenRoundTheClockIsDueAfterRealTime(ZonedDateTime start, Duration time, ZonedDateTime due) {
        assertThat(PromiseClock.BUSINESS_HOURS.add(ROUND_THE_CLOCK, start.toInstant(), time))
                .isEqualTo(due.toInstant());
    }

    @Test
    void anUrgentMessageOfTheNightInWhichTheClocksGoBackIsDueTwoRealHoursLater() {
        var saturdayNight = ZonedDateTime.parse("2026-10-31T23:00-04:00").toInstant();
        assertThat(Allowance.of(PromiseClock.ELAPSED, Duration.ofHours(2)).dueAt(NINE_TO_FIVE, saturdayNight))
                .isEqualTo("2026-11-01T05:00:00Z");
    }

    @Test
    void aPauseBanksTheTimeUsedAndWhatIsLeftCountsFromTheResumption() {
        PromisePolicy twoHours = PromisePolicy.of(
                        "callback", Allowance.of(PromiseClock.BUSINESS_HOURS, Duration.ofHours(2)))
                .withPauses();

        PromiseRun resumed = PromiseRun.startedAt(twoHours, chicago("2026-12-02T15:00"))
                .pausedAt(NINE_TO_FIVE, chicago("2026-12-02T15:30"))
                .resumedAt(chicago("2026-12-03T09:15"));

        assertThat(resumed.terms(NINE_TO_FIVE).limitAt()).isEqualTo(chicago("2026-12-03T10:45"));
    }

    @Test
    void aRoutineMessagePausedOnTuesdayAndResumedOnWednesdayIsDueOnThursday() {
        PromisePolicy routine = PromisePolicy.of(
                        "routine-message", Allowance.of(PromiseClock.BUSINESS_DAYS, Duration.ofHours(48)))
                .withPauses();

        PromiseRun resumed = PromiseRun.startedAt(routine, chicago("2026-12-07T10:00"))
                .pausedAt(NINE_TO_FIVE, chicago("2026-12-08T09:00"))
                .resumedAt(chicago("2026-12-09T15:00"));

        assertThat(resumed.terms(NINE_TO_FIVE).limitAt()).isEqualTo(chicago("2026-12-10T16:00"));
    }

    private static Instant chicago(String wallTime) {
        return chicago(LocalDateTime.parse(wallTime));
    }

    private static Instant chicago(LocalDateTime wallTime) {
        return wallTime.atZone(CHICAGO).toInstant();
    }
}
