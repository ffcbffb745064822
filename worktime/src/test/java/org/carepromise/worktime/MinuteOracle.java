package org.carepromise.worktime;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules of docs/product.md by walking every minute of some weeks, as slowly and plainly as possible. It shares no code with
 * what it judges, not even the meaning of a wall time in a gap or an overlap: it watches the wall clock minute by minute.
 */
final class MinuteOracle {

    private static final int BEFORE = 4 * 1440;
    private static final int MINUTES = 48 * 1440;

    private final WallClock clock;
    private final long[] wall;
    private final boolean[] open = new boolean[MINUTES];
    /** The closing minute of each date on which something opens. */
    private final Map<Long, Integer> closings = new HashMap<>();

    /** What a zone's wall clock shows, in minutes since 1970-01-01T00:00, for each minute of some weeks. */
    static final class WallClock {

        final LocalDate around;
        final long firstMinute;
        final long[] shows = new long[MINUTES];

        WallClock(ZoneId zone, LocalDate around) {
            this.around = around;
            this.firstMinute = around.atStartOfDay(zone).toEpochSecond() / 60 - BEFORE;
            for (int m = 0; m < MINUTES; m++) {
                LocalDateTime shown = LocalDateTime.ofInstant(Instant.ofEpochSecond((firstMinute + m) * 60), zone);
                shows[m] = shown.toLocalDate().toEpochDay() * 1440 + shown.getHour() * 60 + shown.getMinute();
            }
        }
    }

    MinuteOracle(Site site, WallClock clock) {
        this.clock = clock;
        this.wall = clock.shows;
        LocalDate end = clock.around.plusDays(42);
        for (LocalDate date = clock.around.minusDays(2); date.isBefore(end); date = date.plusDays(1)) {
            markDate(site, date);
        }
    }

    private void markDate(Site site, LocalDate date) {
        long day = date.toEpochDay();
        boolean exists = false;
        for (int m = near(day * 1440); m < MINUTES && wall[m] < (day + 2) * 1440; m++) {
            exists |= wall[m] / 1440 == day;
        }
        if (!exists) {
            return;
        }
        boolean[] ofDate = new boolean[MINUTES];
        boolean closed = site.closures().stream()
                .anyMatch(
                        closure -> closure.on().equals(date) && closure.hours().isEmpty());
        if (!closed) {
            site.hours().on(date.getDayOfWeek()).forEach(hours -> mark(ofDate, date, hours, true));
        }
        for (Closure closure : site.closures()) {
            closure.hours().ifPresent(hours -> mark(ofDate, closure.on(), hours, false));
        }
        for (ExtraOpening extra : site.extraOpenings()) {
            if (extra.on().equals(date)) {
                mark(ofDate, date, extra.hours(), true);
            }
        }
        int end = Math.min(MINUTES, near(day * 1440) + 7 * 1440);
        for (int m = near(day * 1440); m < end; m++) {
            if (ofDate[m]) {
                open[m] = true;
                closings.put(day, m + 1);
            }
        }
    }

    private void mark(boolean[] minutes, LocalDate date, LocalInterval hours, boolean as) {
        long opens = date.toEpochDay() * 1440 + hours.opens().toSecondOfDay() / 60;
        long closes = date.toEpochDay() * 1440 + hours.closes().toSecondOfDay() / 60;
        if (closes <= opens) {
            closes += 1440;
        }
        int end = minuteShowing(closes);
        for (int m = minuteShowing(opens); m < end; m++) {
            minutes[m] = as;
        }
    }

    /** The first minute that shows the wall time; if the clock jumps over it, as if the clock had not jumped. */
    private int minuteShowing(long wallTime) {
        int m = near(wallTime);
        while (wall[m] < wallTime) {
            m++;
        }
        return wall[m] == wallTime ? m : m - 1 + (int) (wallTime - wall[m - 1]);
    }

    /** A minute that is early enough for a wall clock that has jumped by a day. */
    private int near(long wallTime) {
        return (int) Math.max(0, wallTime - wall[0] - 2 * 1440);
    }

    Instant instant(int minute) {
        return Instant.ofEpochSecond((clock.firstMinute + minute) * 60);
    }

    int minute(Instant at) {
        return Math.toIntExact(at.getEpochSecond() / 60 - clock.firstMinute);
    }

    boolean isOpen(int minute) {
        return open[minute];
    }

    boolean isBusinessDay(LocalDate date) {
        return closings.containsKey(date.toEpochDay());
    }

    private boolean counts(PromiseClock clock, int minute) {
        return switch (clock) {
            case ELAPSED -> true;
            case BUSINESS_HOURS -> open[minute];
            case BUSINESS_DAYS, CLOSE_OF_BUSINESS -> closings.containsKey(wall[minute] / 1440);
        };
    }

    /** The minute at which the time is used up; -1 if that is after the weeks that the oracle knows. */
    int add(PromiseClock clock, int start, int minutes) {
        int used = 0;
        for (int m = start; m < MINUTES - BEFORE; m++) {
            if (counts(clock, m) && ++used == minutes) {
                return m + 1;
            }
        }
        return -1;
    }

    int between(PromiseClock clock, int start, int end) {
        int used = 0;
        for (int m = start; m < end; m++) {
            used += counts(clock, m) ? 1 : 0;
        }
        return used;
    }

    /** The closing minute of the n-th business day after the date of a minute; -1 if that is too far ahead. */
    int closing(int start, int n) {
        int left = n;
        for (long day = wall[start] / 1440 + 1; day < wall[MINUTES - 1] / 1440 - 3; day++) {
            if (closings.containsKey(day) && --left == 0) {
                return closings.get(day);
            }
        }
        return -1;
    }
}
