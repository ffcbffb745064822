package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    private static final Site NEW_YORK_ALWAYS =
            Site.of("walk-in", ZoneId.of("America/New_York"), WeeklyHours.alwaysOpen());
    private static final Site ALWAYS = Site.of("desk", CHICAGO, WeeklyHours.alwaysOpen());

    @Test
    void aWeekdayBecomesASessionCutIntoWholeSlots() {
        var plan = plan(WEEKDAYS, template("09:00", "10:10", 20, DayOfWeek.MONDAY), "2026-11-30", "2026-12-07");
        assertThat(plan.sessions()).hasSize(1);
        var session = plan.sessions().get(0);
        assertThat(session.startsAt()).isEqualTo(Instant.parse("2026-11-30T15:00:00Z"));
        assertThat(session.slots()).hasSize(3);
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
        var template = new Authored()
                .hours("09:00", "10:00")
                .valid("2026-12-01", "2026-12-02")
                .template();
        assertThat(plan(WEEKDAYS, template, "2026-11-01", "2027-05-01").sessions())
                .extracting(session -> session.startsAt().atZone(CHICAGO).toLocalDate())
                .containsExactly(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-02"));
    }

    @Test
    void aSundayNightInNewYorkHasTenTwelveOrFourteenHalfHoursEachAtAnInstantOfItsOwn() {
        var night = new Authored().on(DayOfWeek.SUNDAY).hours("00:00", "06:00").template();
        assertThat(plan(NEW_YORK_ALWAYS, night, "2027-03-14", "2027-03-15").slotCount())
                .isEqualTo(10);
        assertThat(plan(NEW_YORK_ALWAYS, night, "2027-03-21", "2027-03-22").slotCount())
                .isEqualTo(12);
        var back = plan(NEW_YORK_ALWAYS, night, "2027-11-07", "2027-11-08");
        assertThat(back.sessions().get(0).slots())
                .extracting(SessionPlan.PlannedSlot::startsAt)
                .hasSize(14)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void anAfternoonAfterTheClocksWentForwardIsAtItsWallTime() {
        var afternoon =
                new Authored().on(DayOfWeek.SUNDAY).hours("13:00", "18:00").template();
        assertThat(plan(NEW_YORK_ALWAYS, afternoon, "2027-03-14", "2027-03-15").sessions())
                .extracting(SessionPlan.Planned::startsAt)
                .containsExactly(Instant.parse("2027-03-14T17:00:00Z"));
    }

    @Test
    void theLastSlotsOpenAtALocalTimeOfTheDateWhichMovesForwardOutOfAGap() {
        var template = new Authored()
                .on(DayOfWeek.SUNDAY)
                .hours("08:00", "10:00")
                .carvingOut(new CarveOut(2, Optional.empty(), Optional.of(LocalTime.of(2, 30))))
                .template();
        assertThat(opensAt(plan(NEW_YORK_ALWAYS, template, "2027-03-21", "2027-03-22")))
                .containsExactly(
                        null, null, Instant.parse("2027-03-21T06:30:00Z"), Instant.parse("2027-03-21T06:30:00Z"));
        assertThat(opensAt(plan(NEW_YORK_ALWAYS, template, "2027-03-14", "2027-03-15")))
                .as("02:30 is not there, 03:30 EDT is")
                .endsWith(Instant.parse("2027-03-14T07:30:00Z"));
    }

    @Test
    void orSoLongBeforeEachOfThemInRealTime() {
        var template = new Authored()
                .on(DayOfWeek.SUNDAY)
                .hours("08:00", "10:00")
                .carvingOut(new CarveOut(2, Optional.of(Duration.ofHours(24)), Optional.empty()))
                .template();
        assertThat(opensAt(plan(NEW_YORK_ALWAYS, template, "2027-03-14", "2027-03-15")))
                .containsExactly(
                        null, null, Instant.parse("2027-03-13T13:00:00Z"), Instant.parse("2027-03-13T13:30:00Z"));
    }

    @Test
    void aDateOfAnExceptionHasOtherHoursOrNoneOrASessionTheWeekDoesNotHave() {
        var template = new Authored()
                .on(DayOfWeek.MONDAY)
                .hours("09:00", "12:00")
                .except("2026-12-07", null)
                .except("2026-12-14", new LocalHours(LocalTime.of(14, 0), LocalTime.of(15, 0)))
                .except("2026-12-15", new LocalHours(LocalTime.of(10, 0), LocalTime.of(11, 0)))
                .template();
        assertThat(plan(WEEKDAYS, template, "2026-11-30", "2026-12-20").sessions())
                .extracting(session ->
                        session.startsAt().atZone(CHICAGO).toLocalDateTime().toString())
                .containsExactly("2026-11-30T09:00", "2026-12-14T14:00", "2026-12-15T10:00");
    }

    @Test
    void aTemplateIsExtendedFromWhereItEndsAndAfterYearsFromToday() {
        var written = new Authored().template();
        assertThat(written.extendedTo()).isEqualTo("2027-05-01");
        assertThat(firstDateExtended(written, "2026-12-01T12:00:00Z")).isEqualTo("2027-05-01");
        assertThat(firstDateExtended(written, "2030-01-02T05:59:59Z"))
                .as("still New Year's Day at the site")
                .isEqualTo("2030-01-01");
        assertThat(firstDateExtended(written, "2030-01-02T06:00:00Z")).isEqualTo("2030-01-02");
    }

    private static LocalDate firstDateExtended(SessionTemplate template, String now) {
        var plan = SessionPlan.extending(
                template, BusinessCalendar.of(ALWAYS), Instant.parse(now), LocalDate.parse("2030-02-01"));
        return plan.sessions().get(0).date();
    }

    private static List<Instant> opensAt(SessionPlan plan) {
        return plan.sessions().get(0).slots().stream()
                .map(slot -> slot.opensAt().orElse(null))
                .toList();
    }

    private static SessionPlan plan(Site site, SessionTemplate template, String from, String until) {
        return SessionPlan.of(template, BusinessCalendar.of(site), LocalDate.parse(from), LocalDate.parse(until));
    }

    private static SessionTemplate template(String from, String to, int minutes, DayOfWeek day) {
        return template(from, to, minutes, EnumSet.of(day));
    }

    private static SessionTemplate template(String from, String to, int minutes, Set<DayOfWeek> days) {
        return new Authored().on(days).hours(from, to).slots(minutes).template();
    }
}
