package org.carepromise.kit.site;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.carepromise.worktime.LocalInterval;
import org.carepromise.worktime.WeeklyHours;

/** The regular week as every file writes it: {@code monday-friday: ["08:00-12:00", "13:00-17:00"]}. */
final class WeekYaml {

    private WeekYaml() {}

    /** @throws InvalidFile if it is missing or empty, a day is unknown or given twice, or an interval is none */
    static WeeklyHours week(Map<String, List<String>> yaml) {
        InvalidFile.require(yaml != null, "missing");
        var week = new EnumMap<DayOfWeek, List<LocalInterval>>(DayOfWeek.class);
        yaml.forEach((days, texts) -> {
            var intervals = InvalidFile.at(
                    days, () -> texts.stream().map(WeekYaml::interval).toList());
            for (var day : daysOf(days)) {
                InvalidFile.require(week.put(day, intervals) == null, day + " is given twice");
            }
        });
        return new WeeklyHours(week);
    }

    /** {@code 08:00-17:00} */
    static LocalInterval interval(String text) {
        var ends = String.valueOf(text).split("-", 2);
        InvalidFile.require(ends.length == 2, "not an interval such as 08:00-17:00: " + text);
        return LocalInterval.of(ends[0].strip(), ends[1].strip());
    }

    /** {@code monday}, or a range {@code monday-friday}. */
    private static Set<DayOfWeek> daysOf(String text) {
        try {
            var ends = text.toUpperCase(Locale.ROOT).split("-", 2);
            var last = DayOfWeek.valueOf(ends[ends.length - 1]);
            var days = EnumSet.noneOf(DayOfWeek.class);
            for (var day = DayOfWeek.valueOf(ends[0]); days.add(day) && day != last; day = day.plus(1)) {
                // each day up to the last is added by the condition
            }
            return days;
        } catch (IllegalArgumentException noDay) {
            throw new InvalidFile("not a day of the week: " + text);
        }
    }
}
