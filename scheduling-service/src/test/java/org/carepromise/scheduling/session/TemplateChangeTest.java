package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.Site;
import org.carepromise.worktime.WeeklyHours;

import static org.assertj.core.api.Assertions.assertThat;

/** Mondays from nine to twelve in half hours, seen on Tuesday 2026-12-01 from the sessions of 12-07 and 12-14. */
class TemplateChangeTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final BusinessCalendar CALENDAR =
            BusinessCalendar.of(Site.of("desk", CHICAGO, WeeklyHours.alwaysOpen()));
    private static final LocalDate FROM = LocalDate.parse("2026-12-01");
    private static final LocalDate UNTIL = LocalDate.parse("2026-12-20");
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    private final List<UpcomingSession> sessions =
            new ArrayList<>(sessionsOf(mondays().template()));

    @Test
    void nothingChangesWhereNothingIsChanged() {
        var change = change(mondays());
        assertThat(change.unchanged()).isEqualTo(2);
        assertThat(change.made()).isEmpty();
        assertThat(change.dropped()).isEmpty();
        assertThat(change.changed()).isEmpty();
    }

    @Test
    void longerHoursKeepEverySessionAndItsVisits() {
        book(0, 0);
        var change = change(mondays().hours("08:00", "13:00"));
        assertThat(change.changed()).hasSize(2);
        assertThat(change.stranded()).isEmpty();
        assertThat(change.changed().get(0).to().slots()).hasSize(10);
    }

    @Test
    void shorterHoursStrandWhoIsBookedOutsideOfThemAndNobodyElse() {
        book(0, 5);
        book(1, 0);
        var change = change(mondays().hours("09:00", "11:30"));
        assertThat(change.stranded()).singleElement().satisfies(each -> {
            assertThat(each.session().id()).isEqualTo(sessions.get(0).id());
            assertThat(each.visits()).hasSize(1);
        });
        assertThat(change.changed())
                .extracting(each -> each.session().id())
                .containsExactly(sessions.get(1).id());
    }

    @Test
    void anotherGrainDropsFreeSessionsAndStrandsBookedOnes() {
        book(0, 0);
        var change = change(mondays().slots(20));
        assertThat(change.stranded()).hasSize(1);
        assertThat(change.dropped())
                .extracting(UpcomingSession::id)
                .containsExactly(sessions.get(1).id());
        assertThat(change.made())
                .as("none beside the session that stays")
                .extracting(SessionPlan.Planned::date)
                .containsExactly(LocalDate.parse("2026-12-14"));
    }

    @Test
    void aWeekdayThatEndsStrandsItsVisits() {
        book(1, 2);
        var change = change(mondays().on(DayOfWeek.TUESDAY));
        assertThat(change.stranded()).hasSize(1);
        assertThat(change.dropped()).hasSize(1);
        assertThat(change.made())
                .as("Tuesdays 12-08 and 12-15; today's has begun or is not over")
                .hasSizeBetween(2, 3);
    }

    @Test
    void anEndOfTheTemplateDropsWhatComesAfterIt() {
        var change = change(mondays().valid("2026-01-01", "2026-12-07"));
        assertThat(change.unchanged()).isEqualTo(1);
        assertThat(change.dropped()).hasSize(1);
    }

    @Test
    void aCapBelowWhatIsBookedOrHeldKeepsTheSessionAsItIs() {
        book(0, 0);
        book(0, 1);
        assertThat(change(mondays().capping("visit", 2)).overfull()).isEmpty();
        assertThat(change(mondays().capping("visit", 1)).overfull()).hasSize(1);
        assertThat(change(mondays().capping("other", 1)).overfull()).isEmpty();
        var held = sessions.get(0);
        sessions.set(
                0,
                new UpcomingSession(
                        held.id(),
                        held.startsAt(),
                        held.endsAt(),
                        false,
                        held.visitTypes(),
                        held.slots(),
                        held.caps(),
                        held.visits(),
                        List.of("visit")));
        assertThat(change(mondays().capping("visit", 2)).overfull()).hasSize(1);
    }

    @Test
    void whatHasBegunStaysAndNothingIsMadeOnTopOfIt() {
        var change = TemplateChange.of(
                mondays().slots(20).template(),
                plan(mondays().slots(20).template()),
                sessions,
                CHICAGO,
                sessions.get(0).startsAt());
        assertThat(change.dropped())
                .extracting(UpcomingSession::id)
                .containsExactly(sessions.get(1).id());
        assertThat(change.made()).extracting(SessionPlan.Planned::date).containsExactly(LocalDate.parse("2026-12-14"));
    }

    @Test
    void aCarveOutChangesSessionsAndNoVisit() {
        book(0, 5);
        var change = change(mondays().carvingOut(new CarveOut(2, Optional.empty(), Optional.of(LocalTime.of(7, 0)))));
        assertThat(change.changed()).hasSize(2);
        assertThat(change.stranded()).isEmpty();
    }

    private TemplateChange change(Authored to) {
        return TemplateChange.of(to.template(), plan(to.template()), sessions, CHICAGO, NOW);
    }

    private static Authored mondays() {
        return new Authored().on(DayOfWeek.MONDAY).hours("09:00", "12:00").slots(30);
    }

    private static SessionPlan plan(SessionTemplate template) {
        return SessionPlan.of(template, CALENDAR, FROM, UNTIL);
    }

    private static List<UpcomingSession> sessionsOf(SessionTemplate template) {
        return plan(template).sessions().stream()
                .map(planned -> new UpcomingSession(
                        UUID.randomUUID(),
                        planned.startsAt(),
                        planned.endsAt(),
                        false,
                        Optional.empty(),
                        planned.slots().stream()
                                .map(slot -> new UpcomingSession.Slot(
                                        UUID.randomUUID(),
                                        slot.startsAt(),
                                        slot.startsAt().plus(Duration.ofMinutes(30)),
                                        1,
                                        0,
                                        Optional.empty(),
                                        0,
                                        0))
                                .toList(),
                        List.of(),
                        List.of(),
                        List.of()))
                .toList();
    }

    private void book(int session, int slot) {
        var booked = sessions.get(session);
        var visits = new ArrayList<>(booked.visits());
        var its = booked.slots().get(slot);
        visits.add(new UpcomingSession.Visit(
                UUID.randomUUID(), "7F4K-2Q7", its.startsAt(), "visit", Set.of(its.id()), Optional.empty()));
        sessions.set(
                session,
                new UpcomingSession(
                        booked.id(),
                        booked.startsAt(),
                        booked.endsAt(),
                        false,
                        booked.visitTypes(),
                        booked.slots(),
                        booked.caps(),
                        visits,
                        booked.heldTypes()));
    }
}
