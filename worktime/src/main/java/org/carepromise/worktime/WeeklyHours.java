package org.carepromise.worktime;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The regular week in wall time: for each day of the week the intervals that open on it, several or none.
 *
 * @param byDay intervals in order of opening; a day that is missing is closed. Intervals may touch or overlap, also those
 *     of the day before that pass midnight: time is never counted twice.
 */
public record WeeklyHours(Map<DayOfWeek, List<LocalInterval>> byDay) {

    public WeeklyHours {
        Map<DayOfWeek, List<LocalInterval>> copy = new EnumMap<>(DayOfWeek.class);
        byDay.forEach((day, intervals) -> {
            List<LocalInterval> sorted = new ArrayList<>(intervals);
            sorted.sort(Comparator.comparing(LocalInterval::opens));
            if (!sorted.isEmpty()) {
                copy.put(day, List.copyOf(sorted));
            }
        });
        byDay = Collections.unmodifiableMap(copy);
    }

    /** Never open: a site that lives by extra openings, or the start of a chain of {@link #and}. */
    public static WeeklyHours closed() {
        return new WeeklyHours(Map.of());
    }

    /** Open round the clock, every day. */
    public static WeeklyHours alwaysOpen() {
        return closed().and(EnumSet.allOf(DayOfWeek.class), LocalInterval.ALL_DAY);
    }

    /**
     * One interval on one day.
     *
     * @throws IllegalArgumentException as {@link LocalInterval#of}
     */
    public static WeeklyHours of(DayOfWeek day, String opens, String closes) {
        return of(EnumSet.of(day), opens, closes);
    }

    /**
     * The same interval on several days.
     *
     * @throws IllegalArgumentException as {@link LocalInterval#of}
     */
    public static WeeklyHours of(Set<DayOfWeek> days, String opens, String closes) {
        return closed().and(days, opens, closes);
    }

    /** The same interval from one day of the week to another, both included; {@code FRIDAY} to {@code MONDAY} is four. */
    public static WeeklyHours of(DayOfWeek first, DayOfWeek last, String opens, String closes) {
        Set<DayOfWeek> days = EnumSet.of(first);
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day.plus(1));
        }
        return of(days, opens, closes);
    }

    /** These hours and one more interval on one day. */
    public WeeklyHours and(DayOfWeek day, String opens, String closes) {
        return and(EnumSet.of(day), opens, closes);
    }

    /** These hours and one more interval on several days. */
    public WeeklyHours and(Set<DayOfWeek> days, String opens, String closes) {
        return and(days, LocalInterval.of(opens, closes));
    }

    /** These hours and one more interval on several days. */
    public WeeklyHours and(Set<DayOfWeek> days, LocalInterval interval) {
        Map<DayOfWeek, List<LocalInterval>> more = new EnumMap<>(DayOfWeek.class);
        more.putAll(byDay);
        for (DayOfWeek day : days) {
            List<LocalInterval> intervals = new ArrayList<>(on(day));
            intervals.add(interval);
            more.put(day, intervals);
        }
        return new WeeklyHours(more);
    }

    /** The intervals that open on {@code day}, in order; empty if none does. */
    public List<LocalInterval> on(DayOfWeek day) {
        return byDay.getOrDefault(day, List.of());
    }

    /** Whether no day has any interval. */
    public boolean isEmpty() {
        return byDay.isEmpty();
    }

    /** Whether the wall time lies in an interval, be it one of the day before that passes midnight. */
    public boolean contains(LocalDateTime at) {
        return opensFrom(at, 0) || opensFrom(at, 1);
    }

    private boolean opensFrom(LocalDateTime at, int daysBefore) {
        var date = at.toLocalDate().minusDays(daysBefore);
        return on(date.getDayOfWeek()).stream()
                .anyMatch(i -> !at.isBefore(i.opensOn(date)) && at.isBefore(i.closesOn(date)));
    }
}
