package org.carepromise.kit.site;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.carepromise.worktime.WeeklyHours;

/** Hours of the week that were cut at midnights, put together again, also over the end of the week. */
final class UncoveredWeek {

    private static final int DAY = 24 * 60 * 60;
    private static final int WEEK = 7 * DAY;

    private UncoveredWeek() {}

    /**
     * A stretch of the week.
     *
     * @param from second of the week, from Monday 00:00
     * @param until later than that by at most a week; past the week's end where it runs into Monday
     */
    record Stretch(int from, int until) {

        @Override
        public String toString() {
            return until - from == WEEK ? "Monday 00:00 all week on" : at(from) + " to " + at(until);
        }

        private static String at(int second) {
            var day = DayOfWeek.MONDAY.plus(second / DAY).name();
            return day.charAt(0) + day.substring(1).toLowerCase(Locale.ROOT) + " "
                    + LocalTime.ofSecondOfDay(second % DAY);
        }
    }

    /** The one that begins first in the week; that which runs into Monday begins on Sunday, or before. */
    static Optional<Stretch> firstStretch(WeeklyHours cutAtMidnights) {
        return stretches(cutAtMidnights).stream().findFirst();
    }

    static List<Stretch> stretches(WeeklyHours cutAtMidnights) {
        var stretches = new ArrayList<Stretch>();
        for (var day : DayOfWeek.values()) {
            var midnight = (day.getValue() - 1) * DAY;
            for (var interval : cutAtMidnights.on(day)) {
                var from = midnight + interval.opens().toSecondOfDay();
                var closes = interval.closes().toSecondOfDay();
                var until = midnight + (closes == 0 ? DAY : closes);
                var last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
                if (last != null && last.until == from) {
                    stretches.set(stretches.size() - 1, new Stretch(last.from, until));
                } else {
                    stretches.add(new Stretch(from, until));
                }
            }
        }
        var size = stretches.size();
        if (size > 1 && stretches.get(0).from == 0 && stretches.get(size - 1).until == WEEK) {
            stretches.set(size - 1, new Stretch(stretches.get(size - 1).from, WEEK + stretches.get(0).until));
            stretches.remove(0);
        }
        return stretches;
    }
}
