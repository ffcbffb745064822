package org.carepromise.scheduling.reminder;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * When a patient is reminded of a visit: at the same wall time some days earlier, in the patient's zone. A reminder is of
 * use until the visit can no longer be given to somebody else, and never follows the visit.
 */
public final class ReminderPlan {

    private static final Duration INSTANT_BEFORE = Duration.ofNanos(1_000);

    private ReminderPlan() {}

    /**
     * One of a visit's reminders.
     *
     * @param number from 1 on, the earliest first
     */
    public record Reminder(int number, Instant dueAt) {}

    /**
     * Those that still lie ahead: whoever books for tomorrow is not reminded of what would have been a week before.
     *
     * @param days how many days before the visit, the earliest first
     */
    public static List<Reminder> ahead(Instant visitAt, ZoneId zone, List<Integer> days, Instant now) {
        var ahead = new ArrayList<Reminder>();
        for (int number = 1; number <= days.size(); number++) {
            var dueAt = visitAt.atZone(zone).minusDays(days.get(number - 1)).toInstant();
            if (dueAt.isAfter(now)) {
                ahead.add(new Reminder(number, dueAt));
            }
        }
        return List.copyOf(ahead);
    }

    /** The last instant at which a reminder is of use. */
    static Instant latestUsefulAt(Instant visitAt, Duration leadTime) {
        return visitAt.minus(leadTime.isZero() ? INSTANT_BEFORE : leadTime);
    }
}
