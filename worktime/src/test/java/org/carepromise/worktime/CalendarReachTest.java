package org.carepromise.worktime;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How far a calendar reaches: sites that never open, years that it has not worked out yet, years that it never will. */
class CalendarReachTest {

    private static final LocalDate MON = LocalDate.of(2026, 11, 23);

    private static final Site NINE_TO_FIVE =
            Site.of("main", ZoneOffset.UTC, WeeklyHours.of(MONDAY, FRIDAY, "09:00", "17:00"));

    @Test
    void aSiteThatNeverOpensAgainIsAnErrorAndNotALoop() {
        BusinessCalendar calendar = BusinessCalendar.of(opensOnceOn(MON));
        Instant after = at("2026-11-24T00:00");

        assertThatThrownBy(() -> PromiseClock.BUSINESS_HOURS.add(calendar, after, Duration.ofHours(1)))
                .isInstanceOfSatisfying(NeverOpensException.class, e -> {
                    assertThat(e.siteId()).isEqualTo("once");
                    assertThat(e.closedSince()).isEqualTo(after);
                })
                .hasMessage("site once does not open within 400 days after 2026-11-24T00:00:00Z");
        assertThatThrownBy(() -> PromiseClock.BUSINESS_DAYS.add(calendar, after, Duration.ofHours(1)))
                .isInstanceOf(NeverOpensException.class);
        assertThatThrownBy(() -> Allowance.closings(1).dueAt(calendar, after)).isInstanceOf(NeverOpensException.class);
        assertThatThrownBy(() -> calendar.nextOpeningAt(after)).isInstanceOf(NeverOpensException.class);
        assertThat(calendar.isOpenAt(after)).isFalse();
        assertThat(PromiseClock.BUSINESS_HOURS.add(calendar, at("2026-11-01T00:00"), Duration.ofHours(8)))
                .as("what its one opening holds")
                .isEqualTo(at("2026-11-23T17:00"));
        assertThatThrownBy(() -> PromiseClock.BUSINESS_HOURS.add(
                        calendar, at("2026-11-01T00:00"), Duration.ofHours(8).plusNanos(1)))
                .isInstanceOf(NeverOpensException.class);
    }

    @Test
    void fourHundredDaysOfClosedTimeAreWaitedForAndNoMore() {
        BusinessCalendar calendar = BusinessCalendar.of(opensOnceOn(MON));
        Instant opensAt = at("2026-11-23T09:00");
        Instant early = opensAt.minus(Duration.ofDays(400));
        Duration hour = Duration.ofHours(1);

        for (int round = 0; round < 2; round++) {
            assertThat(PromiseClock.BUSINESS_HOURS.add(calendar, early, hour)).isEqualTo(opensAt.plus(hour));
            assertThat(calendar.nextOpeningAt(early)).isEqualTo(opensAt);
            assertThatThrownBy(() -> PromiseClock.BUSINESS_HOURS.add(calendar, early.minusNanos(1_000), hour))
                    .isInstanceOf(NeverOpensException.class);
            assertThatThrownBy(() -> calendar.nextOpeningAt(early.minusNanos(1_000)))
                    .isInstanceOf(NeverOpensException.class);
            // the second round finds the years worked out already: the answers must not depend on that
            calendar.isOpenAt(at("2040-01-01T00:00"));
            calendar.isOpenAt(at("2015-01-01T00:00"));
        }
    }

    @Test
    void aLongClosedTimeOnTheWayIsAnErrorHoweverTheCalendarWasUsed() {
        Site site = Site.of("gap", ZoneOffset.UTC, WeeklyHours.closed().and(MONDAY, "09:00", "17:00"))
                .withClosures(MON.datesUntil(MON.plusDays(500))
                        .map(date -> Closure.allDay(date, "Rebuilt"))
                        .toArray(Closure[]::new));
        Instant before = at("2026-11-16T16:00");
        BusinessCalendar fresh = BusinessCalendar.of(site);
        BusinessCalendar used = BusinessCalendar.of(site);
        used.isOpenAt(at("2035-01-01T00:00"));

        for (BusinessCalendar calendar : List.of(fresh, used)) {
            assertThat(PromiseClock.BUSINESS_HOURS.add(calendar, before, Duration.ofHours(1)))
                    .isEqualTo(at("2026-11-16T17:00"));
            assertThatThrownBy(() -> PromiseClock.BUSINESS_HOURS.add(calendar, before, Duration.ofHours(2)))
                    .isInstanceOf(NeverOpensException.class)
                    .hasMessageContaining("after 2026-11-16T17:00:00Z");
            assertThatThrownBy(() -> PromiseClock.BUSINESS_DAYS.add(calendar, before, Duration.ofHours(12)))
                    .isInstanceOf(NeverOpensException.class);
            assertThatThrownBy(() -> Allowance.closings(1).dueAt(calendar, before))
                    .isInstanceOf(NeverOpensException.class);
        }
    }

    @Test
    void aClosingPastMidnightOfTheLastBusinessDayBeforeALongClosedTimeIsStillADeadline() {
        Site site = Site.of("night", ZoneOffset.UTC, WeeklyHours.of(MONDAY, "22:00", "06:00"))
                .withClosures(MON.plusDays(1)
                        .datesUntil(MON.plusDays(500))
                        .map(date -> Closure.allDay(date, "Rebuilt"))
                        .toArray(Closure[]::new));
        BusinessCalendar calendar = BusinessCalendar.of(site);
        calendar.isOpenAt(at("2035-01-01T00:00"));

        assertThat(Allowance.closings(1).dueAt(calendar, at("2026-11-22T12:00")))
                .isEqualTo(at("2026-11-24T06:00"));
        assertThatThrownBy(() -> Allowance.closings(2).dueAt(calendar, at("2026-11-22T12:00")))
                .isInstanceOf(NeverOpensException.class);
    }

    @Test
    void aDeadlineTenYearsAheadIsFoundAndOneBeyondTheCalendarsYearsIsRefused() {
        BusinessCalendar calendar = BusinessCalendar.of(NINE_TO_FIVE);
        Instant start = at("2026-11-23T09:00");

        assertThat(PromiseClock.BUSINESS_HOURS.add(calendar, start, Duration.ofHours(8 * 5 * 520)))
                .isEqualTo(at("2036-11-07T17:00"));
        assertThatThrownBy(() -> PromiseClock.BUSINESS_HOURS.add(calendar, start, Duration.ofHours(8 * 5 * 52 * 130)))
                .isInstanceOf(DateTimeException.class)
                .hasMessage("year 2150 is outside the business calendar's 1900 to 2149");
        assertThatThrownBy(() -> calendar.isBusinessDay(LocalDate.of(9999, 12, 31)))
                .isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> calendar.isOpenAt(at("1899-12-31T23:59"))).isInstanceOf(DateTimeException.class);
        assertThatCode(() -> calendar.isOpenAt(at("2149-12-31T23:59"))).doesNotThrowAnyException();
    }

    @Test
    void everyCalendarOfTheLibraryAnswersForEveryYear() {
        ZoneId zone = ZoneId.of("Asia/Riyadh");
        BusinessCalendar calendar =
                BusinessCalendar.of(Site.of("riyadh", zone, WeeklyHours.of(SUNDAY, "09:00", "17:00"))
                        .withHolidayCalendar("sa"));

        assertThatCode(() -> {
                    calendar.isBusinessDay(LocalDate.of(BusinessCalendar.FIRST_YEAR, 1, 1));
                    calendar.isBusinessDay(LocalDate.of(BusinessCalendar.LAST_YEAR, 12, 31));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void manyThreadsThatExtendOneCalendarAtOnceGetTheAnswersOfOneThread() throws Exception {
        List<Instant> starts = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            starts.add(at("2000-01-03T10:00").plus(Duration.ofDays(i * 211L % 9_000)));
        }
        Duration time = Duration.ofHours(300);
        List<Instant> expected = starts.stream()
                .map(start -> PromiseClock.BUSINESS_HOURS.add(BusinessCalendar.of(NINE_TO_FIVE), start, time))
                .toList();
        BusinessCalendar shared = BusinessCalendar.of(NINE_TO_FIVE);
        CountDownLatch together = new CountDownLatch(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<Instant>>> answers = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                answers.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    return starts.stream()
                            .map(start -> PromiseClock.BUSINESS_HOURS.add(shared, start, time))
                            .toList();
                }));
            }
            for (Future<List<Instant>> answer : answers) {
                assertThat(answer.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Site opensOnceOn(LocalDate date) {
        return Site.of("once", ZoneOffset.UTC, WeeklyHours.of(MONDAY, "09:00", "17:00"))
                .withClosures(LocalDate.of(2010, 1, 1)
                        .datesUntil(LocalDate.of(2045, 1, 1))
                        .filter(day -> !day.equals(date))
                        .map(day -> Closure.allDay(day, "x"))
                        .toArray(Closure[]::new));
    }

    private static Instant at(String utc) {
        return Instant.parse(utc + ":00Z");
    }
}
