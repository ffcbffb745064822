package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.callback.admission.Seeded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class StaffingPlanTest {

    private static final BigDecimal NONE = BigDecimal.ZERO;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final Instant MONDAY = Instant.parse("2026-12-07T14:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "100, 1800, 180, 20, 0.85, 0.30, 14, 20, 0.888350",
        "100, 1800, 180, 20, 0.70, 0.30, 15, 22, 0.941453",
        "240, 3600, 300, 30, , 0.30, 24, 35, 0.800196",
        "240, 3600, 300, 30, 0.80, 0.30, 25, 36, 0.873173",
        "10000, 3600, 360, 30, , 0, 1013, 1013, 0.804343",
        "10000, 3600, 360, 30, 0.90, 0, 1112, 1112, ",
        "20, 3600, 240, 30, , 0, 3, 3, 0.853209",
        "1, 3600, 300, 30, , 0, 1, 1, 0.923966",
        "150, 1800, 330, 30, 0.88, 0.32, 33, 49, "
    })
    void theFewestAgentsThatMeetTheTargetAreThoseOfTheTables(
            int calls,
            long interval,
            long handling,
            long answer,
            BigDecimal occupancy,
            BigDecimal shrinkage,
            int agents,
            int scheduled,
            Double level) {
        var target = target("0.80", Duration.ofSeconds(answer), Optional.ofNullable(occupancy), Optional.empty());
        var forecast = new ErlangC().fewestFor(load(calls, interval, handling), target);
        assertThat(forecast.agents()).isEqualTo(agents);
        assertThat(new Headcount(shrinkage, NONE).scheduled(forecast.agents())).isEqualTo(scheduled);
        if (level != null) {
            assertThat(forecast.serviceLevel()).isCloseTo(level, within(1e-6));
        }
    }

    @Test
    void whereCallersGiveUpTheirShareBindsAndNotTheServiceLevel() {
        var load = load(240, 3600, 300);
        var patient = new ErlangA(Duration.ofSeconds(180));
        assertThat(patient.fewestFor(load, target("0.80", Optional.empty())).agents())
                .isEqualTo(21);
        assertThat(stable(patient, load, 22).abandonment()).isCloseTo(0.05781366, within(5e-9));
        assertThat(stable(patient, load, 23).abandonment()).isCloseTo(0.04234279, within(5e-9));
        var both = patient.fewestFor(load, target("0.80", Optional.of(new BigDecimal("0.05"))));
        assertThat(both.agents()).isEqualTo(23);
        // By the KPI's formula those who give up within 30 s are no loss.
        assertThat(both.abandonmentAfter()).isLessThan(0.02);
    }

    @Test
    void oneAgentFewerWouldMissTheTarget() {
        Seeded.cases(200, random -> {
            var load = load(1 + random.nextInt(3_000), 3600, 30 + random.nextInt(600));
            var occupancy = Optional.of(BigDecimal.valueOf(50 + random.nextInt(50), 2));
            var speed = Optional.of(Duration.ofSeconds(1 + random.nextInt(60)));
            var target = new Target(
                    Optional.of(BigDecimal.valueOf(50 + random.nextInt(49), 2)),
                    Duration.ofSeconds(random.nextInt(60)),
                    random.nextBoolean() ? speed : Optional.empty(),
                    random.nextBoolean() ? occupancy : Optional.empty(),
                    Optional.empty());
            for (var model : List.of(new ErlangC(), new ErlangA(Duration.ofSeconds(30 + random.nextInt(300))))) {
                int agents = model.fewestFor(load, target).agents();
                assertThat(target.isMetBy(model.forecast(load, agents, target.answerWithin())))
                        .isTrue();
                assertThat(agents == 1 || !target.isMetBy(model.forecast(load, agents - 1, target.answerWithin())))
                        .isTrue();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "21, 0.30, 0, 30",
        "17, 0.32, 0, 25",
        "21, 0.30, 0.10, 33",
        "20, 0, 0.15, 23",
        "100, 0.30, 0.12, 160",
        "0, 0.3, 0.1, 0"
    })
    void peopleAreRoundedUpInDecimals(int agents, BigDecimal shrinkage, BigDecimal contingency, int scheduled) {
        assertThat(new Headcount(shrinkage, contingency).scheduled(agents)).isEqualTo(scheduled);
    }

    @Test
    void agentsAtAnOccupancyAreRoundedUpInDecimals() {
        var load = new Load(new BigDecimal("5.7"), HOUR, HOUR);
        assertThat(load.agentsAtOccupancy(new BigDecimal("0.57"))).isEqualTo(10);
        var target = target("0.01", Duration.ofSeconds(30), Optional.of(new BigDecimal("0.57")), Optional.empty());
        assertThat(new ErlangC().fewestFor(load, target).agents()).isEqualTo(10);
    }

    @Test
    void aWeekIsPlannedIntervalByInterval() {
        var plan = StaffingPlan.of(
                List.of(calls(0, 100, 14), calls(1, 0, 1), calls(2, 100, 9)),
                new Assumptions(
                        HALF_HOUR,
                        Duration.ofSeconds(180),
                        new ErlangC(),
                        target("0.80", Duration.ofSeconds(20), Optional.empty(), Optional.empty()),
                        new Headcount(new BigDecimal("0.30"), NONE),
                        Duration.ofHours(40)));
        assertThat(plan.needs()).extracting(StaffingPlan.Need::scheduled).containsExactly(20, 0, 20);
        assertThat(plan.needs().get(0).fullTimeEquivalents()).isEqualByComparingTo("0.25");
        assertThat(plan.needs().get(0).given()).contains(plan.needs().get(0).forecast());
        assertThat(plan.needs().get(1).forecast().agents()).isZero();
        assertThat(plan.needs().get(2).given()).contains(new Forecast.Unstable(9, 11));
        assertThat(plan.total().calls()).isEqualByComparingTo("200");
        assertThat(plan.total().scheduledHours()).isEqualByComparingTo("20");
        assertThat(plan.total().fullTimeEquivalents()).isEqualByComparingTo("0.50");
        assertThat(plan.total().mostScheduled()).isEqualTo(20);
    }

    @Test
    void figuresOfAllIntervalsCountEachCallOnce() {
        var its = new Assumptions(
                HALF_HOUR,
                Duration.ofSeconds(300),
                new ErlangA(Duration.ofSeconds(180)),
                target("0.80", Duration.ofSeconds(30), Optional.empty(), Optional.empty()),
                new Headcount(NONE, NONE),
                Duration.ofHours(8));
        var arrivals = List.of(calls(0, 3, 1), calls(1, 120, 1), calls(2, 400, 1));
        var total = StaffingPlan.of(arrivals, its).total().expected().orElseThrow();
        double inTime = 0;
        double early = 0;
        double lost = 0;
        for (var each : arrivals) {
            var forecast = its.model().fewestFor(its.load(each.calls()), its.target());
            double calls = each.calls().doubleValue();
            inTime += calls * forecast.answeredInTime();
            early += calls * forecast.abandonedInTime();
            lost += calls * forecast.abandonment();
        }
        assertThat(total.serviceLevel()).isCloseTo(inTime / (523 - early), within(1e-12));
        assertThat(total.abandonment()).isCloseTo(lost / 523, within(1e-12));
        assertThat(total.meanWaitSeconds()).isCloseTo(lost / 523 * 180, within(1e-9));
        assertThat(total.occupancy()).isBetween(0.5, 1.0);
        assertThat(StaffingPlan.of(List.of(calls(0, 0, 1)), its).total().expected())
                .isEmpty();
    }

    @Test
    void aSpeedOfAnswerIsATargetOfItsOwn() {
        var load = load(240, 3600, 300);
        var fast = new Target(
                Optional.empty(),
                Duration.ofSeconds(30),
                Optional.of(Duration.ofSeconds(20)),
                Optional.empty(),
                Optional.empty());
        // 24 agents answer after 22.4 s on average, 23 after 41.6.
        assertThat(new ErlangC().fewestFor(load, fast).agents()).isEqualTo(25);
    }

    @Test
    void theRulesOfThumbAreRanges() {
        assertThat(RuleOfThumb.AGENTS_FOR_MONTHLY_CALLS.of(18_000)).isEqualTo(new RuleOfThumb.Range(10, 15));
        assertThat(RuleOfThumb.AGENTS_FOR_MONTHLY_CALLS.of(1)).isEqualTo(new RuleOfThumb.Range(1, 1));
        assertThat(RuleOfThumb.MANAGERS_FOR_BEDS.of(400)).isEqualTo(new RuleOfThumb.Range(4, 6));
        assertThat(RuleOfThumb.ANALYSTS_FOR_BEDS.of(500)).isEqualTo(new RuleOfThumb.Range(1, 2));
        assertThat(RuleOfThumb.ANALYSTS_FOR_BEDS.of(0)).isEqualTo(new RuleOfThumb.Range(0, 0));
        assertThat(RuleOfThumb.AGENTS_FOR_MONTHLY_CALLS.inWords())
                .isEqualTo("A rule of thumb: one full-time agent for 1,200 to 1,800 inbound calls a month.");
        assertThatIllegalArgumentException().isThrownBy(() -> RuleOfThumb.MANAGERS_FOR_BEDS.of(-1));
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Headcount(BigDecimal.ONE, NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Headcount(new BigDecimal("-0.1"), NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Headcount(NONE, new BigDecimal("1.5")));
        assertThatIllegalArgumentException().isThrownBy(() -> target("1", Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> target("0", Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> target("0.8", Optional.of(NONE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> target("0.8", HOUR, Optional.of(new BigDecimal("1.1")), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Target(Optional.empty(), HOUR, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static Forecast.Stable stable(StaffingModel model, Load load, int agents) {
        return (Forecast.Stable) model.forecast(load, agents, Duration.ofSeconds(30));
    }

    private static Target target(String level, Optional<BigDecimal> abandonment) {
        return target(level, Duration.ofSeconds(30), Optional.empty(), abandonment);
    }

    private static Target target(
            String level, Duration answerWithin, Optional<BigDecimal> occupancy, Optional<BigDecimal> abandonment) {
        return new Target(Optional.of(new BigDecimal(level)), answerWithin, Optional.empty(), occupancy, abandonment);
    }

    private static Arrivals calls(int interval, int calls, int agents) {
        return new Arrivals(
                MONDAY.plus(HALF_HOUR.multipliedBy(interval)), BigDecimal.valueOf(calls), Optional.of(agents));
    }

    private static Load load(int calls, long interval, long handling) {
        return new Load(BigDecimal.valueOf(calls), Duration.ofSeconds(interval), Duration.ofSeconds(handling));
    }
}
