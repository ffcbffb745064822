package org.carepromise.worktime;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** SPEC §2's table, row by row. */
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
        assertThat(clock.add(NINE_TO_FIVE, start.atZone(CHICAGO).toInstant(), time))
                .isEqualTo(due.atZone(CHICAGO).toInstant());
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
}
