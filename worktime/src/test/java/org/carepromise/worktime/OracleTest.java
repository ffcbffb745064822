package org.carepromise.worktime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Random sites, starts and durations: binary search over prefix sums says what walking every minute says. */
class OracleTest {

    private static final int PLACES = 120;
    private static final int SITES = 4;
    private static final int STARTS = 8;

    /** Where a case starts: within the three weeks that hold the site's exceptions. */
    private static final int START_RANGE = 21 * 1440;

    /** One site in some weeks of its zone, twice: in the fast form and in the obvious one. */
    private interface Comparison {
        void of(BusinessCalendar calendar, MinuteOracle oracle, LocalDate around, SplittableRandom random);
    }

    /** Several sites share the weeks of a zone: its wall clock is what takes time to walk. */
    private static void compareSites(Comparison comparison) {
        Seeded.cases(PLACES, random -> {
            ZoneId zone = RandomSites.zone(random);
            LocalDate around = RandomSites.dateNearAChange(random, zone);
            MinuteOracle.WallClock clock = new MinuteOracle.WallClock(zone, around);
            for (int i = 0; i < SITES; i++) {
                Site site = RandomSites.site(random, zone, around);
                comparison.of(BusinessCalendar.of(site), new MinuteOracle(site, clock), around, random);
            }
        });
    }

    @Test
    void everyClockAgreesWithWalkingMinuteByMinute() {
        int[] compared = new int[1];
        compareSites((calendar, oracle, around, random) -> {
            int first =
                    oracle.minute(around.atStartOfDay(calendar.site().zone()).toInstant());
            for (int i = 0; i < STARTS; i++) {
                int start = first + random.nextInt(START_RANGE);
                for (PromiseClock clock : PromiseClock.values()) {
                    compared[0] += compare(oracle, calendar, clock, start, random);
                }
                compared[0] += compareClosings(oracle, calendar, start, 1 + random.nextInt(6));
            }
        });
        assertThat(compared[0]).as("deadlines that the oracle could answer").isGreaterThan(PLACES * SITES * STARTS * 4);
    }

    private static int compare(
            MinuteOracle oracle, BusinessCalendar calendar, PromiseClock clock, int start, SplittableRandom random) {
        Instant startAt = oracle.instant(start);
        int end = start + random.nextInt(7 * 1440);
        assertThat(clock.between(calendar, startAt, oracle.instant(end)))
                .as("%s of %s from %s to %s", clock, calendar.site(), startAt, oracle.instant(end))
                .isEqualTo(Duration.ofMinutes(oracle.between(clock, start, end)));

        int minutes = 1 + random.nextInt(random.nextBoolean() ? 200 : 4_000);
        int due = oracle.add(clock, start, minutes);
        if (due < 0) {
            return 0;
        }
        assertThat(clock.add(calendar, startAt, Duration.ofMinutes(minutes)))
                .as("%s + %d min %s of %s", startAt, minutes, clock, calendar.site())
                .isEqualTo(oracle.instant(due));
        return 1;
    }

    private static int compareClosings(MinuteOracle oracle, BusinessCalendar calendar, int start, int n) {
        int due = oracle.closing(start, n);
        if (due < 0) {
            return 0;
        }
        assertThat(Allowance.closings(n).dueAt(calendar, oracle.instant(start)))
                .as("%s + %d closings of %s", oracle.instant(start), n, calendar.site())
                .isEqualTo(oracle.instant(due));
        return 1;
    }

    @Test
    void whetherItIsOpenAgreesWithWalkingMinuteByMinute() {
        compareSites((calendar, oracle, around, random) -> {
            Site site = calendar.site();
            for (LocalDate date = around; date.isBefore(around.plusDays(21)); date = date.plusDays(1)) {
                assertThat(calendar.isBusinessDay(date))
                        .as("%s of %s", date, site)
                        .isEqualTo(oracle.isBusinessDay(date));
                assertThat(calendar.closedReason(date).isEmpty())
                        .as("a reason for %s of %s", date, site)
                        .isEqualTo(oracle.isBusinessDay(date));
            }
            int from = oracle.minute(around.atStartOfDay(site.zone()).toInstant()) + random.nextInt(1440);
            int until = from + 7 * 1440;
            for (int m = from; m < until; m += 7) {
                assertThat(calendar.isOpenAt(oracle.instant(m)))
                        .as("%s of %s", oracle.instant(m), site)
                        .isEqualTo(oracle.isOpen(m));
            }
            openingsAreTheOpenMinutes(
                    oracle, calendar.openings(oracle.instant(from), oracle.instant(until)), from, until);
            int next = from;
            while (!oracle.isOpen(next)) {
                next++;
            }
            assertThat(calendar.nextOpeningAt(oracle.instant(from)))
                    .as("next opening of %s", site)
                    .isEqualTo(oracle.instant(next));
        });
    }

    private static void openingsAreTheOpenMinutes(MinuteOracle oracle, List<Opening> openings, int from, int until) {
        boolean[] inOpening = new boolean[until - from];
        Instant last = oracle.instant(from);
        for (Opening opening : openings) {
            assertThat(opening.opensAt()).as("in order, disjoint").isAfterOrEqualTo(last);
            last = opening.closesAt();
            for (int m = oracle.minute(opening.opensAt()); m < oracle.minute(opening.closesAt()); m++) {
                inOpening[m - from] = true;
            }
        }
        for (int m = from; m < until; m++) {
            assertThat(inOpening[m - from]).as("minute %s", oracle.instant(m)).isEqualTo(oracle.isOpen(m));
        }
    }
}
