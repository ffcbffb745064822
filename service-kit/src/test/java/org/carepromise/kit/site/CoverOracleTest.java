package org.carepromise.kit.site;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.Closure;
import org.carepromise.worktime.DutyContact;
import org.carepromise.worktime.DutyGap;
import org.carepromise.worktime.DutyRoster;
import org.carepromise.worktime.DutyShift;
import org.carepromise.worktime.LocalInterval;
import org.carepromise.worktime.Site;
import org.carepromise.worktime.WeeklyHours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Cover, as a walk through every minute finds it, of random sites and rosters. */
class CoverOracleTest {

    private static final long FIRST_SEED = Long.getLong("carepromise.seed", 20_261_123L);
    private static final int WEEK = 7 * 24 * 60;

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final DutyPost NURSE = new DutyPost("clinical", "nurse");
    private static final DutyContact DESK = new DutyContact(DutyContact.Channel.DESK, "Switchboard");

    @Test
    void ofRandomWeeksTheFirstUncoveredStretchIsThatOfAWalkThroughEveryMinute() {
        var covered = new AtomicInteger();
        cases(400, random -> {
            var hours = week(random, 3, random.nextInt(4) == 0);
            var shifts = week(random, 1 + random.nextInt(25), random.nextInt(4) == 0);
            var there = new boolean[WEEK];
            mark(there, hours);
            mark(there, shifts);
            var sites = directory(CHICAGO, hours, shifts, List.of());

            var expected = firstUncovered(there);
            if (expected.isEmpty()) {
                covered.incrementAndGet();
                assertThatCode(() -> Cover.requireWeekCovered(sites, elapsed())).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> Cover.requireWeekCovered(sites, elapsed()))
                        .isInstanceOf(InvalidFile.class)
                        .hasMessageStartingWith(
                                "site main: policy urgent-seen: ELAPSED, but from " + expected.get() + " the site");
            }
        });
        assertThat(covered.get()).as("weeks that are covered").isBetween(50, 350);
    }

    @Test
    void ofRandomDatesTheGapsAreThoseOfAWalkThroughEveryMinute() {
        cases(60, random -> {
            var hours = week(random, 3, false);
            var shifts = week(random, 1 + random.nextInt(25), random.nextInt(3) == 0);
            // a zone whose wall clock never jumps; DutyRosterTest has the days on which it does
            var zone = ZoneId.of("Pacific/Honolulu");
            var from = LocalDate.of(2026, 1, 1)
                    .plusDays(random.nextInt(700))
                    .atTime(random.nextInt(24), random.nextInt(60));
            var closed = new ArrayList<LocalDate>();
            for (var n = random.nextInt(4); n > 0; n--) {
                closed.add(from.toLocalDate().plusDays(random.nextInt(8)));
            }
            var sites = directory(
                    zone,
                    hours,
                    shifts,
                    closed.stream().map(date -> Closure.allDay(date, "closed")).toList());

            var start = from.atZone(zone).toInstant();
            var end = start.plus(Duration.ofDays(7));
            assertThat(Cover.gaps(sites, elapsed(), start, end))
                    .extracting(RosterGap::gap)
                    .isEqualTo(walk(from, zone, hours, shifts, closed));
        });
    }

    private static List<DutyGap> walk(
            LocalDateTime from, ZoneId zone, WeeklyHours hours, WeeklyHours shifts, List<LocalDate> closed) {
        var gaps = new ArrayList<DutyGap>();
        LocalDateTime gapFrom = null;
        for (var minute = 0; minute <= WEEK; minute++) {
            var at = from.plusMinutes(minute);
            var there =
                    minute == WEEK || shifts.contains(at) || opens(hours, at, 0, closed) || opens(hours, at, 1, closed);
            if (!there && gapFrom == null) {
                gapFrom = at;
            } else if (there && gapFrom != null) {
                gaps.add(new DutyGap(
                        gapFrom.atZone(zone).toInstant(), at.atZone(zone).toInstant()));
                gapFrom = null;
            }
        }
        return gaps;
    }

    private static boolean opens(WeeklyHours hours, LocalDateTime at, int daysBefore, List<LocalDate> closed) {
        var date = at.toLocalDate().minusDays(daysBefore);
        var second = at.toLocalTime().toSecondOfDay() + daysBefore * 86_400;
        return !closed.contains(date)
                && hours.on(date.getDayOfWeek()).stream().anyMatch(i -> {
                    var opens = i.opens().toSecondOfDay();
                    var closes = i.closes().toSecondOfDay();
                    return second >= opens && second < (closes > opens ? closes : closes + 86_400);
                });
    }

    private static Optional<String> firstUncovered(boolean[] there) {
        for (var minute = 0; minute < WEEK; minute++) {
            var startsHere = !there[minute] && (there[(minute + WEEK - 1) % WEEK]);
            if (startsHere) {
                var end = minute;
                while (!there[end % WEEK]) {
                    end++;
                }
                return Optional.of(text(minute) + " to " + text(end));
            }
        }
        return there[0] ? Optional.empty() : Optional.of("Monday 00:00 all week on");
    }

    private static String text(int minute) {
        var names = List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
        return names.get(minute / 1440 % 7) + " " + LocalTime.MIN.plusMinutes(minute % 1440);
    }

    private static void mark(boolean[] there, WeeklyHours week) {
        week.byDay()
                .forEach((day, intervals) -> intervals.forEach(interval -> {
                    var opens = (day.getValue() - 1) * 1440 + interval.opens().toSecondOfDay() / 60;
                    var length = Math.floorMod(
                                    interval.closes().toSecondOfDay() / 60
                                            - interval.opens().toSecondOfDay() / 60
                                            - 1,
                                    1440)
                            + 1;
                    for (var minute = opens; minute < opens + length; minute++) {
                        there[minute % WEEK] = true;
                    }
                }));
    }

    /** Some intervals, on the half hour so that some touch; sometimes two halves of every day, so that all is covered. */
    private static WeeklyHours week(SplittableRandom random, int intervals, boolean all) {
        var week = WeeklyHours.closed();
        for (var n = 0; n < intervals; n++) {
            var opens = random.nextInt(48);
            var closes = (opens + 1 + random.nextInt(46)) % 48;
            week = week.and(
                    EnumSet.of(DayOfWeek.of(1 + random.nextInt(7))), new LocalInterval(time(opens), time(closes)));
        }
        var change = random.nextInt(1, 48);
        for (var day : all ? DayOfWeek.values() : new DayOfWeek[0]) {
            if (random.nextInt(40) > 0) {
                week = week.and(EnumSet.of(day), new LocalInterval(LocalTime.MIDNIGHT, time(change)))
                        .and(EnumSet.of(day), new LocalInterval(time(change), LocalTime.MIDNIGHT));
            }
        }
        return week;
    }

    private static LocalTime time(int halfHour) {
        return LocalTime.of(halfHour / 2, halfHour % 2 * 30);
    }

    private static SiteDirectory directory(ZoneId zone, WeeklyHours hours, WeeklyHours shifts, List<Closure> closures) {
        var site = Site.of("main", zone, hours).withClosures(closures.toArray(Closure[]::new));
        var onDuty = new ArrayList<DutyShift>();
        shifts.byDay()
                .forEach((day, intervals) ->
                        intervals.forEach(interval -> onDuty.add(new DutyShift(day, interval, "ana", DESK))));
        var roster = new DutyRoster("main", NURSE.pool(), NURSE.role(), onDuty, DESK);
        return new SiteDirectory(
                1,
                Map.of("main", BusinessCalendar.of(site)),
                SitesFile.parse(TestFiles.SITES).pools(),
                Map.of("main", Map.of(NURSE, roster)),
                Optional.empty(),
                Map.of());
    }

    private static PolicyBook elapsed() {
        return PoliciesFile.parse(TestFiles.URGENT_ELAPSED);
    }

    private interface Case {
        void check(SplittableRandom random);
    }

    private static void cases(int count, Case each) {
        for (var seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
            try {
                each.check(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("with -Dcarepromise.seed=" + seed + ": " + failure.getMessage(), failure);
            }
        }
    }
}
