package org.carepromise.worktime;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DutyRosterTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final DutyContact DESK = new DutyContact(DutyContact.Channel.DESK, "switchboard");

    /** Nobody from Sunday 20:00 on; two on Friday evening. */
    private static final DutyRoster ROSTER = roster(
            shift(MONDAY, "17:00", "09:00", "ana"),
            shift(TUESDAY, "17:00", "09:00", "ana"),
            shift(DayOfWeek.WEDNESDAY, "17:00", "09:00", "ana"),
            shift(DayOfWeek.THURSDAY, "17:00", "09:00", "ben"),
            shift(FRIDAY, "17:00", "24:00", "ben"),
            shift(FRIDAY, "18:00", "20:00", "ana"),
            shift(SATURDAY, "00:00", "24:00", "cem"),
            shift(SUNDAY, "00:00", "20:00", "cem"));

    private static final WeeklyHours OFFICE = WeeklyHours.of(MONDAY, FRIDAY, "09:00", "17:00");

    @Test
    void theOneOnDutyPastMidnightIsFoundInTheMorning() {
        assertThat(subjectsAt("2026-11-24T08:59")).containsExactly("ana");
        assertThat(subjectsAt("2026-11-24T09:00")).isEmpty();
    }

    @Test
    void severalOnDutyAreAlertedInTheOrderOfTheFile() {
        assertThat(subjectsAt("2026-11-27T19:00")).containsExactly("ben", "ana");
    }

    @Test
    void theHourThatTheSpringChangeTakesIsNobodysAndTheOneThatAutumnGivesIsCovered() {
        DutyRoster nights = roster(shift(SATURDAY, "22:00", "06:00", "ana"));

        assertThat(nights.gaps(CHICAGO, at("2027-03-13T22:00"), at("2027-03-14T06:00")))
                .isEmpty();
        assertThat(nights.gaps(CHICAGO, at("2026-10-31T22:00"), at("2026-11-01T06:00")))
                .isEmpty();
    }

    @Test
    void theHoursOfTheWeekThatNobodyCoversAreNamed() {
        assertThat(ROSTER.weeklyGaps(OFFICE))
                .isEqualTo(WeeklyHours.of(SUNDAY, "20:00", "24:00").and(MONDAY, "00:00", "09:00"));
        assertThat(ROSTER.weeklyGaps(OFFICE.and(SUNDAY, "20:00", "09:00")).isEmpty())
                .isTrue();
        assertThat(roster().weeklyGaps(WeeklyHours.closed())).isEqualTo(WeeklyHours.alwaysOpen());
        assertThat(roster().weeklyGaps(WeeklyHours.alwaysOpen()).isEmpty()).isTrue();
    }

    @Test
    void gapsInTheNextDaysAreInstantsOfTheSitesZone() {
        assertThat(ROSTER.gaps(CHICAGO, at("2026-11-29T12:00"), at("2026-12-01T12:00")))
                .containsExactly(
                        new DutyGap(at("2026-11-29T20:00"), at("2026-11-30T17:00")),
                        new DutyGap(at("2026-12-01T09:00"), at("2026-12-01T12:00")));
    }

    @Test
    void aHolidayOpensAGapThatTheWeekDoesNotShow() {
        BusinessCalendar calendar =
                BusinessCalendar.of(Site.of("main", CHICAGO, OFFICE).withHolidayCalendar("us-federal"));
        LocalDate thanksgiving = LocalDate.of(2026, 11, 26);

        assertThat(ROSTER.gapsWhileClosed(calendar, at("2026-11-24T12:00"), at("2026-11-29T12:00")))
                .containsExactly(new DutyGap(
                        thanksgiving.atTime(9, 0).atZone(CHICAGO).toInstant(),
                        thanksgiving.atTime(17, 0).atZone(CHICAGO).toInstant()));
    }

    @Test
    void aRosterWithoutALastResortIsRefused() {
        assertThatThrownBy(() -> new DutyRoster("main", "clinical", "on-call", List.of(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("duty roster main/clinical/on-call: lastResort");
        assertThatThrownBy(() -> new DutyRoster("main", "", "on-call", List.of(), DESK))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DutyContact(DutyContact.Channel.SMS, " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shift(MONDAY, "09:00", "17:00", " ")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> subjectsAt(String chicago) {
        return ROSTER.onDutyAt(CHICAGO, at(chicago)).stream()
                .map(DutyShift::subjectId)
                .toList();
    }

    private static DutyRoster roster(DutyShift... shifts) {
        return new DutyRoster("main", "clinical", "on-call", new ArrayList<>(List.of(shifts)), DESK);
    }

    private static DutyShift shift(DayOfWeek day, String from, String to, String subjectId) {
        return new DutyShift(day, LocalInterval.of(from, to), subjectId, DESK);
    }

    private static Instant at(String chicago) {
        return LocalDateTime.parse(chicago).atZone(CHICAGO).toInstant();
    }
}
