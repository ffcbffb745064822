package org.carepromise.scheduling.reminder;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Reminders come at the visit's own time of day, some days earlier, and never too late to be of use. */
class ReminderPlanTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant VISIT =
            ZonedDateTime.of(2027, 3, 15, 9, 20, 0, 0, NEW_YORK).toInstant();

    private static final List<Integer> DAYS = List.of(7, 3, 1);

    @Test
    void theWallTimeIsTheVisitsAlsoWhereTheClocksChangeInBetween() {
        assertThat(ReminderPlan.ahead(VISIT, NEW_YORK, DAYS, VISIT.minus(Duration.ofDays(30))))
                .containsExactly(
                        new ReminderPlan.Reminder(1, Instant.parse("2027-03-08T14:20:00Z")),
                        new ReminderPlan.Reminder(2, Instant.parse("2027-03-12T14:20:00Z")),
                        new ReminderPlan.Reminder(3, Instant.parse("2027-03-14T13:20:00Z")));
    }

    @Test
    void whatWouldHaveBeenBeforeTheBookingIsNotMadeUpFor() {
        assertThat(ReminderPlan.ahead(VISIT, NEW_YORK, DAYS, VISIT.minus(Duration.ofHours(30))))
                .extracting(ReminderPlan.Reminder::number)
                .containsExactly(3);
        assertThat(ReminderPlan.ahead(VISIT, NEW_YORK, DAYS, Instant.parse("2027-03-14T13:20:00Z")))
                .isEmpty();
    }

    @Test
    void eachVisitTypeHasItsOwnDaysOrNone() {
        var longBefore = VISIT.minus(Duration.ofDays(60));
        assertThat(ReminderPlan.ahead(VISIT, NEW_YORK, List.of(14, 2), longBefore))
                .extracting(ReminderPlan.Reminder::dueAt)
                .containsExactly(Instant.parse("2027-03-01T14:20:00Z"), Instant.parse("2027-03-13T14:20:00Z"));
        assertThat(ReminderPlan.ahead(VISIT, NEW_YORK, List.of(), longBefore)).isEmpty();
    }

    @Test
    void aReminderIsOfUseUntilTheLeadTimeAndNeverFollowsTheVisit() {
        assertThat(ReminderPlan.latestUsefulAt(VISIT, Duration.ofHours(4))).isEqualTo(VISIT.minus(Duration.ofHours(4)));
        assertThat(ReminderPlan.latestUsefulAt(VISIT, Duration.ZERO)).isBefore(VISIT);
    }
}
