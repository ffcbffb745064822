package org.carepromise.callback.roster;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.carepromise.callback.admission.Staffed;

import static org.assertj.core.api.Assertions.assertThat;

class RosterPlanTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");

    @Test
    void aWeekdaysIntervalsAreInLocalTime() {
        var roster = roster(List.of(
                new Roster.Weekly(Set.of(DayOfWeek.MONDAY), WorkInterval.of("08:00", "12:00", 5)),
                new Roster.Weekly(Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY), WorkInterval.of("13:00", "24:00", 2))));
        assertThat(RosterPlan.staffed(roster, CHICAGO, MONDAY, MONDAY))
                .containsExactly(
                        staffed("2026-11-23T14:00:00Z", "2026-11-23T18:00:00Z", 5),
                        staffed("2026-11-23T19:00:00Z", "2026-11-24T06:00:00Z", 2));
        assertThat(RosterPlan.staffed(roster, CHICAGO, MONDAY, MONDAY.plusDays(6)))
                .hasSize(3);
    }

    @Test
    void anOverrideReplacesTheWholeDate() {
        var weekly = List.of(new Roster.Weekly(Set.of(DayOfWeek.MONDAY), WorkInterval.of("08:00", "12:00", 5)));
        assertThat(RosterPlan.staffed(roster(weekly, new Roster.Override(MONDAY, List.of())), CHICAGO, MONDAY, MONDAY))
                .isEmpty();
        var one = new Roster.Override(MONDAY, List.of(WorkInterval.of("09:00", "10:00", 1)));
        assertThat(RosterPlan.staffed(roster(weekly, one), CHICAGO, MONDAY, MONDAY))
                .containsExactly(staffed("2026-11-23T15:00:00Z", "2026-11-23T16:00:00Z", 1));
    }

    @Test
    void whatTheClocksSkipIsNotWorked() {
        var sunday = LocalDate.parse("2027-03-14");
        var roster = roster(List.of(new Roster.Weekly(Set.of(DayOfWeek.SUNDAY), WorkInterval.of("02:00", "03:00", 1))));
        assertThat(RosterPlan.staffed(roster, CHICAGO, sunday, sunday)).isEmpty();
    }

    private static Staffed staffed(String from, String until, int agents) {
        return new Staffed(Instant.parse(from), Instant.parse(until), agents);
    }

    private static Roster roster(List<Roster.Weekly> weekly, Roster.Override... overrides) {
        return new Roster(
                new UUID(0, 1),
                "springfield",
                "Desk",
                Set.of("billing"),
                Set.of("en"),
                weekly,
                List.of(overrides),
                1,
                Instant.EPOCH);
    }
}
