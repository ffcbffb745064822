package org.carepromise.callback.roster;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.carepromise.callback.admission.Staffed;

/** How many agents work at which instants, from a roster in local time. */
public final class RosterPlan {

    private RosterPlan() {}

    /**
     * @param zone of the site; a time that the clocks skip is the one after the gap, one that comes twice the first
     * @param from the first date
     * @param until the last date, included
     */
    public static List<Staffed> staffed(Roster roster, ZoneId zone, LocalDate from, LocalDate until) {
        var staffed = new ArrayList<Staffed>();
        for (var date = from; !date.isAfter(until); date = date.plusDays(1)) {
            for (var interval : intervals(roster, date)) {
                var startsAt = at(date, interval.startMinute(), zone);
                var endsAt = at(date, interval.endMinute(), zone);
                if (startsAt.isBefore(endsAt) && interval.agents() > 0) {
                    staffed.add(new Staffed(startsAt, endsAt, interval.agents()));
                }
            }
        }
        return staffed;
    }

    private static List<WorkInterval> intervals(Roster roster, LocalDate date) {
        return roster.overrides().stream()
                .filter(override -> override.on().equals(date))
                .findFirst()
                .map(Roster.Override::intervals)
                .orElseGet(() -> roster.weekly().stream()
                        .filter(weekly -> weekly.weekdays().contains(date.getDayOfWeek()))
                        .map(Roster.Weekly::interval)
                        .toList());
    }

    private static Instant at(LocalDate date, int minute, ZoneId zone) {
        return minute == WorkInterval.MINUTES_OF_DAY
                ? date.plusDays(1).atStartOfDay(zone).toInstant()
                : date.atTime(minute / 60, minute % 60).atZone(zone).toInstant();
    }
}
