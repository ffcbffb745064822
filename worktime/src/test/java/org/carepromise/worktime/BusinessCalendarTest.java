package org.carepromise.worktime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A site in UTC, so that wall time can be read off the instants. Monday is 2026-11-23. */
class BusinessCalendarTest {

    private static final LocalDate MON = LocalDate.of(2026, 11, 23);
    private static final LocalDate SAT = LocalDate.of(2026, 11, 28);

    private static final Site NINE_TO_FIVE =
            Site.of("main", ZoneOffset.UTC, WeeklyHours.of(MONDAY, FRIDAY, "09:00", "17:00"));

    @Test
    void openingsAreCutToTheRange() {
        BusinessCalendar calendar = BusinessCalendar.of(NINE_TO_FIVE);

        assertThat(calendar.openings(at("2026-11-23T10:00"), at("2026-11-24T10:30")))
                .containsExactly(
                        opening("2026-11-23T10:00", "2026-11-23T17:00", MON),
                        opening("2026-11-24T09:00", "2026-11-24T10:30", MON.plusDays(1)));
        assertThat(calendar.openings(at("2026-11-23T17:00"), at("2026-11-24T09:00")))
                .isEmpty();
        assertThat(calendar.openings(at("2026-11-23T12:00"), at("2026-11-23T12:00")))
                .isEmpty();
        assertThat(calendar.openings(at("2026-11-23T12:00"), at("2026-11-23T11:00")))
                .isEmpty();
    }

    @Test
    void aDayIsHalfOpen() {
        BusinessCalendar calendar = BusinessCalendar.of(NINE_TO_FIVE);

        assertThat(calendar.isOpenAt(at("2026-11-23T09:00").minusNanos(1))).isFalse();
        assertThat(calendar.isOpenAt(at("2026-11-23T09:00"))).isTrue();
        assertThat(calendar.isOpenAt(at("2026-11-23T17:00").minusNanos(1))).isTrue();
        assertThat(calendar.isOpenAt(at("2026-11-23T17:00"))).isFalse();
        assertThat(calendar.covers(at("2026-11-23T09:00"), at("2026-11-23T17:00")))
                .isTrue();
        assertThat(calendar.covers(
                        at("2026-11-23T09:00"), at("2026-11-23T17:00").plusNanos(1)))
                .isFalse();
        assertThat(calendar.covers(at("2026-11-23T16:00"), at("2026-11-24T10:00")))
                .isFalse();
        assertThat(calendar.covers(at("2026-11-23T12:00"), at("2026-11-23T11:00")))
                .isFalse();
    }

    @Test
    void theNextOpeningIsNowWhileItIsOpenAndElseTheNextBegin() {
        BusinessCalendar calendar = BusinessCalendar.of(NINE_TO_FIVE);

        assertThat(calendar.nextOpeningAt(at("2026-11-23T12:00"))).isEqualTo(at("2026-11-23T12:00"));
        assertThat(calendar.nextOpeningAt(at("2026-11-23T17:00"))).isEqualTo(at("2026-11-24T09:00"));
        assertThat(calendar.nextOpeningAt(at("2026-11-27T17:00"))).isEqualTo(at("2026-11-30T09:00"));
    }

    @Test
    void anOpeningPastMidnightBelongsToItsDateAndItsTailMakesNoBusinessDay() {
        BusinessCalendar nights =
                BusinessCalendar.of(Site.of("night", ZoneOffset.UTC, WeeklyHours.of(FRIDAY, "22:00", "06:00")));
        LocalDate friday = SAT.minusDays(1);

        assertThat(nights.openingsOn(friday)).containsExactly(opening("2026-11-27T22:00", "2026-11-28T06:00", friday));
        assertThat(nights.isOpenAt(at("2026-11-28T05:59"))).isTrue();
        assertThat(nights.isBusinessDay(SAT)).isFalse();
        assertThat(Allowance.closings(1).dueAt(nights, at("2026-11-26T12:00"))).isEqualTo(at("2026-11-28T06:00"));
        assertThat(PromiseClock.BUSINESS_DAYS.between(nights, at("2026-11-27T00:00"), at("2026-11-29T00:00")))
                .isEqualTo(Duration.ofHours(24));
    }

    @Test
    void theTailOfTheYearReachesIntoTheNext() {
        WeeklyHours nights = WeeklyHours.of(MONDAY, SUNDAY, "22:00", "06:00");
        BusinessCalendar calendar = BusinessCalendar.of(Site.of("night", ZoneOffset.UTC, nights));

        assertThat(calendar.isOpenAt(at("2027-01-01T03:00"))).isTrue();
        assertThat(calendar.covers(at("2026-12-31T23:00"), at("2027-01-01T05:00")))
                .isTrue();
        assertThat(calendar.openings(at("2027-01-01T00:00"), at("2027-01-01T12:00")))
                .containsExactly(opening("2027-01-01T00:00", "2027-01-01T06:00", LocalDate.of(2026, 12, 31)));
    }

    @Test
    void whatTouchesAtMidnightIsOneStretchOfTimeAndTwoOpenings() {
        BusinessCalendar always = BusinessCalendar.of(Site.of("line", ZoneOffset.UTC, WeeklyHours.alwaysOpen()));

        assertThat(always.covers(at("2026-01-01T00:00"), at("2031-01-01T00:00")))
                .isTrue();
        assertThat(always.openings(at("2026-11-23T12:00"), at("2026-11-24T12:00")))
                .containsExactly(
                        opening("2026-11-23T12:00", "2026-11-24T00:00", MON),
                        opening("2026-11-24T00:00", "2026-11-24T12:00", MON.plusDays(1)));
    }

    @Test
    void whatOverlapsIsCountedOnce() {
        BusinessCalendar calendar = BusinessCalendar.of(Site.of(
                "s",
                ZoneOffset.UTC,
                WeeklyHours.of(FRIDAY, "20:00", "04:00")
                        .and(SATURDAY, "02:00", "08:00")
                        .and(SATURDAY, "07:00", "09:00")));

        assertThat(PromiseClock.BUSINESS_HOURS.between(calendar, at("2026-11-27T00:00"), at("2026-11-29T00:00")))
                .isEqualTo(Duration.ofHours(13));
        assertThat(calendar.openings(at("2026-11-27T00:00"), at("2026-11-29T00:00")))
                .containsExactly(
                        opening("2026-11-27T20:00", "2026-11-28T04:00", SAT.minusDays(1)),
                        opening("2026-11-28T04:00", "2026-11-28T09:00", SAT));
    }

    @Test
    void aClosureOfADateTakesItsOpeningsWithTheirTailsAndLeavesTheTailOfTheDayBefore() {
        WeeklyHours nights = WeeklyHours.of(MONDAY, SUNDAY, "22:00", "06:00");
        BusinessCalendar calendar = BusinessCalendar.of(
                Site.of("night", ZoneOffset.UTC, nights).withClosures(Closure.allDay(MON, "Repairs")));

        assertThat(calendar.isOpenAt(at("2026-11-23T05:00"))).isTrue();
        assertThat(calendar.isOpenAt(at("2026-11-23T23:00"))).isFalse();
        assertThat(calendar.isOpenAt(at("2026-11-24T05:00"))).isFalse();
        assertThat(calendar.closedReason(MON)).contains(new ClosedReason(ClosedReason.Cause.CLOSURE, "Repairs"));
    }

    @Test
    void aClosureOfSomeHoursSplitsAnOpening() {
        Closure training = Closure.of(MON, LocalInterval.of("12:00", "13:00"), "Training");
        BusinessCalendar calendar = BusinessCalendar.of(NINE_TO_FIVE.withClosures(training));

        assertThat(calendar.openingsOn(MON))
                .containsExactly(
                        opening("2026-11-23T09:00", "2026-11-23T12:00", MON),
                        opening("2026-11-23T13:00", "2026-11-23T17:00", MON));
        assertThat(calendar.closedReason(MON)).isEmpty();
    }

    @Test
    void closuresOfAllHoursAreAClosedDate() {
        BusinessCalendar calendar = BusinessCalendar.of(NINE_TO_FIVE.withClosures(
                Closure.of(MON, LocalInterval.of("08:00", "13:00"), "Water"),
                Closure.of(MON, LocalInterval.of("13:00", "24:00"), "Water")));

        assertThat(calendar.isBusinessDay(MON)).isFalse();
        assertThat(calendar.closedReason(MON)).contains(new ClosedReason(ClosedReason.Cause.CLOSURE, "Water"));
        assertThat(Allowance.closings(1).dueAt(calendar, at("2026-11-22T12:00")))
                .isEqualTo(at("2026-11-24T17:00"));
    }

    @Test
    void anExtraOpeningHasTheLastWord() {
        LocalDate thanksgiving = LocalDate.of(2026, 11, 26);
        BusinessCalendar calendar = BusinessCalendar.of(NINE_TO_FIVE
                .withHolidayCalendar("us-federal")
                .withClosures(Closure.allDay(MON, "Inventory"))
                .withExtraOpenings(
                        new ExtraOpening(SAT, LocalInterval.of("10:00", "12:00")),
                        new ExtraOpening(MON, LocalInterval.of("15:00", "16:00")),
                        new ExtraOpening(thanksgiving, LocalInterval.of("08:00", "09:00"))));

        assertThat(calendar.openingsOn(SAT)).containsExactly(opening("2026-11-28T10:00", "2026-11-28T12:00", SAT));
        assertThat(calendar.openingsOn(MON)).containsExactly(opening("2026-11-23T15:00", "2026-11-23T16:00", MON));
        assertThat(calendar.isBusinessDay(thanksgiving)).isTrue();
    }

    @Test
    void anExtraOpeningOverRegularHoursOnlyAddsWhatIsNew() {
        BusinessCalendar calendar = BusinessCalendar.of(
                NINE_TO_FIVE.withExtraOpenings(new ExtraOpening(MON, LocalInterval.of("16:00", "19:00"))));

        assertThat(calendar.openingsOn(MON)).containsExactly(opening("2026-11-23T09:00", "2026-11-23T19:00", MON));
    }

    @Test
    void aClosedDateSaysWhy() {
        BusinessCalendar calendar = BusinessCalendar.of(NINE_TO_FIVE.withHolidayCalendar("us-federal"));

        assertThat(calendar.closedReason(MON)).isEmpty();
        assertThat(calendar.closedReason(SAT))
                .contains(new ClosedReason(ClosedReason.Cause.WEEK, "closed on Saturdays"));
        assertThat(calendar.closedReason(LocalDate.of(2026, 11, 26)))
                .contains(new ClosedReason(ClosedReason.Cause.HOLIDAY, "Thanksgiving Day"));
        assertThat(calendar.closedReason(LocalDate.of(2027, 12, 31)))
                .contains(new ClosedReason(ClosedReason.Cause.HOLIDAY, "New Year's Day"));
    }

    @Test
    void anUnknownHolidayCalendarIsRefusedNamingTheSiteAndTheField() {
        Site site = NINE_TO_FIVE.withHolidayCalendar("us-fed");

        assertThatThrownBy(() -> BusinessCalendar.of(site))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("site main: holidayCalendar: no holiday calendar 'us-fed'");
    }

    @Test
    void timeCantBeTakenBack() {
        BusinessCalendar calendar = BusinessCalendar.of(NINE_TO_FIVE);

        for (PromiseClock clock : PromiseClock.values()) {
            assertThatThrownBy(() -> clock.add(calendar, at("2026-11-23T09:00"), Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(clock.add(calendar, at("2026-11-28T09:00"), Duration.ZERO))
                    .isEqualTo(at("2026-11-28T09:00"));
        }
    }

    private static Instant at(String utc) {
        return Instant.parse(utc + ":00Z");
    }

    private static Opening opening(String opensAt, String closesAt, LocalDate on) {
        return new Opening(at(opensAt), at(closesAt), on);
    }
}
