package org.carepromise.worktime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every site, start and duration, to the microsecond. */
class PromiseClockPropertiesTest {

    private static final Duration MICRO = Duration.ofNanos(1_000);
    private static final int CASES = 250;
    private static final int STARTS = 12;
    private static final long START_RANGE_MICROS = Duration.ofDays(21).toSeconds() * 1_000_000;

    /** A site near a change of its zone's offset, and a start in the weeks of its exceptions. */
    private interface Property {
        void check(BusinessCalendar calendar, Instant start, SplittableRandom random);
    }

    /** Working out a calendar's years takes longer than all that is asked of it. */
    private static final Map<Site, BusinessCalendar> CALENDARS = new ConcurrentHashMap<>();

    private static void holds(Property property) {
        holds(CASES, STARTS, property);
    }

    private static void holds(int cases, int starts, Property property) {
        Seeded.cases(cases, random -> {
            ZoneId zone = RandomSites.zone(random);
            LocalDate around = RandomSites.dateNearAChange(random, zone);
            Site site = RandomSites.site(random, zone, around);
            Instant first = around.atStartOfDay(zone).toInstant();
            for (int i = 0; i < starts; i++) {
                Instant start = first.plus(random.nextLong(START_RANGE_MICROS), ChronoUnit.MICROS);
                property.check(CALENDARS.computeIfAbsent(site, BusinessCalendar::of), start, random);
            }
        });
    }

    /** Seconds to weeks, in microseconds, sometimes ending on a minute, so that ends of openings are met. */
    private static Duration time(SplittableRandom random) {
        long most = Duration.ofHours(random.nextBoolean() ? 8 : 120).toSeconds() * 1_000_000;
        Duration time = Duration.of(1 + random.nextLong(most), ChronoUnit.MICROS);
        return random.nextBoolean()
                ? time
                : time.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    }

    @ParameterizedTest
    @EnumSource
    void betweenIsTheInverseOfAdd(PromiseClock clock) {
        holds((calendar, start, random) -> {
            Duration time = time(random);

            assertThat(clock.between(calendar, start, clock.add(calendar, start, time)))
                    .isEqualTo(time);
        });
    }

    @ParameterizedTest
    @EnumSource
    void addingWhatARangeUsedUpEndsNoLaterThanTheRangeAndNothingCountsAfter(PromiseClock clock) {
        holds((calendar, start, random) -> {
            Instant end = start.plus(time(random));
            Instant again = clock.add(calendar, start, clock.between(calendar, start, end));

            assertThat(again).isBeforeOrEqualTo(end);
            assertThat(clock.between(calendar, again, end)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aDueTimeIsTheEarliestInstantAtWhichTheTimeIsUsedUp(PromiseClock clock) {
        holds((calendar, start, random) -> {
            Duration time = time(random);
            Instant due = clock.add(calendar, start, time);

            assertThat(clock.between(calendar, start, due.minus(MICRO))).isLessThan(time);
        });
    }

    @ParameterizedTest
    @EnumSource
    void moreTimeIsDueLaterAndALaterStartIsDueNoEarlier(PromiseClock clock) {
        holds((calendar, start, random) -> {
            Duration time = time(random);
            Instant due = clock.add(calendar, start, time);

            assertThat(clock.add(calendar, start, time.plus(time(random)))).isAfter(due);
            assertThat(clock.add(calendar, start.plus(time(random)), time)).isAfterOrEqualTo(due);
        });
    }

    @ParameterizedTest
    @EnumSource
    void timeCanBeAddedInParts(PromiseClock clock) {
        holds((calendar, start, random) -> {
            Duration first = time(random);
            Duration second = time(random);

            assertThat(clock.add(calendar, clock.add(calendar, start, first), second))
                    .isEqualTo(clock.add(calendar, start, first.plus(second)));
        });
    }

    @ParameterizedTest
    @EnumSource
    void timeBetweenAddsUpAndTurnsRoundWithItsEnds(PromiseClock clock) {
        holds((calendar, start, random) -> {
            Instant middle = start.plus(time(random));
            Instant end = middle.plus(time(random));

            assertThat(clock.between(calendar, start, middle).plus(clock.between(calendar, middle, end)))
                    .isEqualTo(clock.between(calendar, start, end));
            assertThat(clock.between(calendar, end, start))
                    .isEqualTo(clock.between(calendar, start, end).negated());
        });
    }

    @Test
    void businessHoursAreNeverDueStrictlyInsideClosedTime() {
        holds((calendar, start, random) -> {
            Instant due = PromiseClock.BUSINESS_HOURS.add(calendar, start, time(random));

            assertThat(calendar.isOpenAt(due.minus(MICRO)))
                    .as("open until %s", due)
                    .isTrue();
        });
    }

    @Test
    void businessDaysAreNeverDueStrictlyInsideAClosedDay() {
        holds((calendar, start, random) -> {
            Instant due = PromiseClock.BUSINESS_DAYS.add(calendar, start, time(random));

            assertThat(calendar.isBusinessDay(calendar.dateAt(due.minus(MICRO))))
                    .as("a business day until %s", due)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void nanosecondsAreRoundedUpSoThatNothingIsDueBeforeItsTime(PromiseClock clock) {
        holds((calendar, start, random) -> {
            Duration time = time(random);
            Duration finer = time.minusNanos(random.nextInt(1_000));
            Instant sooner = start.minusNanos(random.nextInt(1_000));

            assertThat(clock.add(calendar, sooner, finer)).isEqualTo(clock.add(calendar, start, time));
            assertThat(clock.between(calendar, sooner, start.plus(time).plusNanos(999)))
                    .isEqualTo(clock.between(calendar, start, start.plus(time)));
        });
    }

    @Test
    void openingsAddUpToBusinessHoursAndAreCovered() {
        holds((calendar, start, random) -> {
            Instant end = start.plus(time(random));
            List<Opening> openings = calendar.openings(start, end);

            assertThat(openings.stream().map(Opening::length).reduce(Duration.ZERO, Duration::plus))
                    .isEqualTo(PromiseClock.BUSINESS_HOURS.between(calendar, start, end));
            assertThat(openings).allSatisfy(opening -> {
                assertThat(calendar.covers(opening.opensAt(), opening.closesAt()))
                        .isTrue();
                assertThat(opening.opensAt()).isAfterOrEqualTo(start);
                assertThat(opening.closesAt()).isBeforeOrEqualTo(end);
            });
            assertThat(calendar.covers(start, end))
                    .isEqualTo(PromiseClock.BUSINESS_HOURS
                            .between(calendar, start, end)
                            .equals(PromiseClock.ELAPSED.between(calendar, start, end)));
        });
    }

    @Test
    void anAnswerDoesNotDependOnWhatWasAskedBefore() {
        holds(40, 1, (calendar, start, random) -> {
            BusinessCalendar fresh = BusinessCalendar.of(calendar.site());
            fresh.isOpenAt(start.minus(Duration.ofDays(random.nextInt(3_000))));
            fresh.isOpenAt(start.plus(Duration.ofDays(random.nextInt(3_000))));
            Duration time = time(random);

            for (PromiseClock clock : PromiseClock.values()) {
                assertThat(clock.add(fresh, start, time)).isEqualTo(clock.add(calendar, start, time));
            }
            assertThat(Allowance.closings(3).dueAt(fresh, start))
                    .isEqualTo(Allowance.closings(3).dueAt(calendar, start));
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSE_OF_BUSINESS")
    void pausesNeverChangeHowMuchTimeAPromiseTakesOnItsClock(PromiseClock clock) {
        holds((calendar, start, random) -> {
            Duration time = time(random);
            PromisePolicy policy =
                    PromisePolicy.of("p", Allowance.of(clock, time)).withPauses();
            PromiseRun run = PromiseRun.startedAt(policy, start);
            Duration counted = Duration.ZERO;
            for (int pauses = random.nextInt(4); pauses > 0; pauses--) {
                Instant limitAt = run.terms(calendar).limitAt();
                Duration ahead = Duration.between(run.since(), limitAt);
                Instant pausedAt =
                        run.since().plus(ahead.dividedBy(2 + random.nextInt(3)).truncatedTo(ChronoUnit.MICROS));
                counted = counted.plus(clock.between(calendar, run.since(), pausedAt));
                run = run.pausedAt(calendar, pausedAt).resumedAt(pausedAt.plus(time(random)));
            }
            PromiseTerms terms = run.terms(calendar);
            counted = counted.plus(clock.between(calendar, run.since(), terms.limitAt()));

            assertThat(counted).isEqualTo(time);
            assertThat(terms.atRiskAt()).isBeforeOrEqualTo(terms.limitAt());
            assertThat(terms.tiersAt().get(2)).isAfter(terms.limitAt());
        });
    }
}
