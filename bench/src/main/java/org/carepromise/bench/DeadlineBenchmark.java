package org.carepromise.bench;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.carepromise.worktime.Allowance;
import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.PromiseClock;
import org.carepromise.worktime.Site;
import org.carepromise.worktime.WeeklyHours;

/**
 * A deadline costs about the same a day, a year and ten years ahead: it is a binary search over openings, not a walk over
 * days. Starts are spread over a year at random, so that branches can't be learnt by heart.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class DeadlineBenchmark {

    /** How far ahead, in days and in business days of a week from Monday to Friday less eleven holidays. */
    public enum Ahead {
        DAY(1, 1),
        YEAR(365, 250),
        TEN_YEARS(3_652, 2_500);

        private final int days;
        private final int businessDays;

        Ahead(int days, int businessDays) {
            this.days = days;
            this.businessDays = businessDays;
        }
    }

    private static final int STARTS = 4_096;
    private static final Instant EARLIEST_START = Instant.parse("2026-01-01T00:00:00Z");

    @Param
    private PromiseClock clock;

    @Param
    private Ahead ahead;

    private final Instant[] starts = new Instant[STARTS];
    private BusinessCalendar calendar;
    private Allowance allowance;
    private int next;

    @Setup
    public void prepare() {
        calendar = BusinessCalendar.of(Site.of(
                        "main",
                        ZoneId.of("America/Chicago"),
                        WeeklyHours.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, "09:00", "17:00"))
                .withHolidayCalendar("us-federal"));
        allowance = switch (clock) {
            case ELAPSED -> Allowance.of(clock, Duration.ofDays(ahead.days));
            case BUSINESS_HOURS -> Allowance.of(clock, Duration.ofHours(8L * ahead.businessDays));
            case BUSINESS_DAYS -> Allowance.of(clock, Duration.ofDays(ahead.businessDays));
            case CLOSE_OF_BUSINESS -> Allowance.closings(ahead.businessDays);
        };
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < STARTS; i++) {
            starts[i] = EARLIEST_START.plusSeconds(random.nextInt(365 * 86_400));
        }
        // the years are worked out once per site, when first asked for; all measurements search the same ones
        calendar.isOpenAt(EARLIEST_START.plus(Duration.ofDays(12 * 365)));
    }

    @Benchmark
    public Instant deadline() {
        next = (next + 1) & (STARTS - 1);
        return allowance.dueAt(calendar, starts[next]);
    }
}
