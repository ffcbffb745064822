package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.Closure;
import org.carepromise.worktime.LocalInterval;
import org.carepromise.worktime.Site;
import org.carepromise.worktime.WeeklyHours;

import static org.assertj.core.api.Assertions.assertThat;

class SessionPlanTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final Site WEEKDAYS =
            Site.of("clinic", CHICAGO, WeeklyHours.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, "08:00", "17:00"));
    private static final Site ALWAYS = Site.of("desk", CHICAGO, WeeklyHours.alwaysOpen());

    @Test
    void aWeekdayBecomesASessionCutIntoWholeSlots() {
        var plan = plan(WEEKDAYS, template("09:00", "10:10", 20, DayOfWeek.MONDAY), "2026-11-30", "2026-12-07");
        assertThat(plan.sessions()).hasSize(1);
        var session = plan.sessions().get(0);
        assertThat(session.startsAt()).isEqualTo(Instant.parse("2026-11-30T15:00:00Z"));
        assertThat(session.slotStarts()).hasSize(3);
        assertThat(session.endsAt())
                .as("ten minutes that make no slot are left out")
                .isEqualTo("2026-11-30T16:00:00Z");
    }

    @Test
    void noSessionTakesPlaceOnAHolidayOrWhileTheSiteIsPartlyClosed() {
        var site = WEEKDAYS.withHolidayCalendar("us-federal")
                .withClosures(
                        Closure.of(LocalDate.parse("2026-11-27"), LocalInterval.of("09:30", "10:00"), "training"));
        var everyDay = template("09:00", "12:00", 20, EnumSet.allOf(DayOfWeek.class));
        var plan = plan(site, everyDay, "2026-11-25", "2026-11-29");
        assertThat(plan.sessions()).hasSize(1);
        assertThat(plan.closedOn())
                .containsExactly(
                        LocalDate.parse("2026-11-26"), LocalDate.parse("2026-11-27"), LocalDate.parse("2026-11-28"));
    }

    @Test
    void aNightOnWhichTheClocksGoForwardHasAnHourOfSlotsLess() {
        var night = template("01:00", "05:00", 30, DayOfWeek.SUNDAY);
        assertThat(plan(ALWAYS, night, "2027-03-14", "2027-03-15").slotCount()).isEqualTo(6);
        assertThat(plan(ALWAYS, night, "2027-03-21", "2027-03-22").slotCount()).isEqualTo(8);
        assertThat(plan(ALWAYS, night, "2026-11-01", "2026-11-02").slotCount())
                .as("and back")
                .isEqualTo(10);
    }

    @Test
    void aSessionThatBeginsInTheGapMovesForwardByIt() {
        var plan = plan(ALWAYS, template("02:30", "05:00", 30, DayOfWeek.SUNDAY), "2027-03-14", "2027-03-15");
        assertThat(plan.sessions().get(0).startsAt()).as("03:30 CDT").isEqualTo("2027-03-14T08:30:00Z");
    }

    @Test
    void sessionsStayWithinTheTemplatesDates() {
        var template = new SessionTemplate(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "clinic",
                EnumSet.allOf(DayOfWeek.class),
                LocalTime.of(9, 0),
                LocalTime.of(10, 0),
                Duration.ofMinutes(30),
                1,
                Optional.empty(),
                LocalDate.parse("2026-12-01"),
                Optional.of(LocalDate.parse("2026-12-02")),
                LocalDate.parse("2027-05-01"));
        assertThat(plan(WEEKDAYS, template, "2026-11-01", "2027-05-01").sessions())
                .extracting(session -> session.startsAt().atZone(CHICAGO).toLocalDate())
                .containsExactly(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-02"));
    }

    private static SessionPlan plan(Site site, SessionTemplate template, String from, String until) {
        return SessionPlan.of(template, BusinessCalendar.of(site), LocalDate.parse(from), LocalDate.parse(until));
    }

    private static SessionTemplate template(String from, String to, int minutes, DayOfWeek day) {
        return template(from, to, minutes, EnumSet.of(day));
    }

    private static SessionTemplate template(String from, String to, int minutes, Set<DayOfWeek> days) {
        return new SessionTemplate(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "clinic",
                days,
                LocalTime.parse(from),
                LocalTime.parse(to),
                Duration.ofMinutes(minutes),
                1,
                Optional.empty(),
                LocalDate.EPOCH,
                Optional.empty(),
                LocalDate.parse("2027-05-01"));
    }
}
