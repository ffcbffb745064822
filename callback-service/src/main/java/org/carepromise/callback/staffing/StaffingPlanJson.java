package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.carepromise.callback.Ids;

@Schema(name = "StaffingPlan", description = "What each interval needs; a preview has no id.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record StaffingPlanJson(
        @Schema(examples = "stfp_01kat3v0000000000000000000") String id,
        String site,
        String name,
        LocalDate startsOn,
        int days,
        AssumptionsJson assumptions,
        @Schema(description = "The Mondays of the weeks from whose calls the arrivals were taken")
                List<LocalDate> weeksOf,
        List<IntervalJson> intervals,
        TotalJson total,
        @Schema(description = "The intervals that are over; absent while there is none with a call") CameJson actual,
        Instant createdAt,
        @Schema(description = "The same token as the ETag") Long version) {

    private static final String SHARE = "0.80";

    /**
     * @param calls that came on its days
     * @param now shown is what came in intervals that are over, if calls are reported at all
     */
    static StaffingPlanJson of(SavedPlan plan, boolean isKept, ZoneId zone, PastCalls calls, Instant now) {
        var computed = StaffingPlan.of(plan.arrivals(), plan.assumptions());
        var over = now.minus(plan.assumptions().interval());
        var actual = new HashMap<Instant, PastCalls.Came>();
        for (var need : computed.needs()) {
            if (!calls.areNone() && !need.startsAt().isAfter(over)) {
                actual.put(
                        need.startsAt(), calls.in(need.startsAt().atZone(zone).toLocalDateTime()));
            }
        }
        return new StaffingPlanJson(
                isKept ? Ids.STAFFING_PLAN.format(plan.id()) : null,
                plan.site(),
                plan.name().orElse(null),
                plan.startsOn(),
                plan.days(),
                AssumptionsJson.of(plan.assumptions()),
                plan.weeksOf().isEmpty() ? null : plan.weeksOf(),
                computed.needs().stream()
                        .map(need -> IntervalJson.of(need, zone, ActualJson.of(actual.get(need.startsAt()))))
                        .toList(),
                TotalJson.of(computed.total()),
                CameJson.of(plan.arrivals(), actual),
                isKept ? plan.createdAt() : null,
                isKept ? SavedPlan.VERSION : null);
    }

    @Schema(name = "NewStaffingPlan", description = "Arrivals are typed in, or taken from the calls of chosen weeks.")
    record NewPlanJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site,
            @Schema(examples = "Week after Thanksgiving") @Size(min = 1, max = 100) String name,
            @Schema(description = "The first date", examples = "2026-12-07") @NotNull LocalDate startsOn,
            @Schema(description = "1, if absent") @Min(1) @Max(7) Integer days,
            @NotNull @Valid AssumptionsJson assumptions,
            @Schema(description = "Typed in; intervals that are not named are not planned") @Size(min = 1, max = 700)
                    List<@NotNull @Valid ArrivalsJson> arrivals,
            @Schema(
                            description =
                                    "Instead: dates in weeks that are over, from whose calls the mean of each weekday"
                                            + " and interval is taken",
                            examples = "[\"2026-11-16\"]")
                    @Size(min = 1, max = 26)
                    List<@NotNull LocalDate> weeksOf) {

        int daysOrOne() {
            return Optional.ofNullable(days).orElse(1);
        }
    }

    @Schema(name = "StaffingArrivals")
    record ArrivalsJson(
            @Schema(description = "A full interval after midnight at the site", examples = "2026-12-07T09:00:00-06:00")
                    @NotNull
                    Instant startsAt,
            @Schema(description = "Expected in the interval", examples = "100")
                    @NotNull
                    @DecimalMin("0")
                    @DecimalMax("9999999")
                    @Digits(integer = 7, fraction = 3)
                    BigDecimal calls,
            @Schema(description = "So many are at work: what do they make of it?", examples = "14")
                    @Min(1)
                    @Max(StaffingModel.MOST_AGENTS)
                    Integer agents) {

        Arrivals arrivals() {
            return new Arrivals(startsAt, calls, Optional.ofNullable(agents));
        }
    }

    @Schema(
            name = "StaffingAssumptions",
            description = "The same in each interval; what is absent is said in the answer.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AssumptionsJson(
            @Schema(description = "PT15M, PT30M or PT1H; PT30M, if absent", examples = "PT30M") Duration interval,
            @Schema(
                            description = "Mean time of an agent for a call, with wrap-up; that of the chosen weeks, if"
                                    + " absent",
                            examples = "PT3M")
                    @DurationMin(seconds = 1)
                    @DurationMax(days = 1)
                    Duration handlingTime,
            @Schema(
                            description =
                                    "Callers give up after so long on average (Erlang A); absent: all wait (Erlang C)",
                            examples = "PT3M")
                    @DurationMin(seconds = 1)
                    @DurationMax(days = 1)
                    Duration patience,
            @Schema(
                            description = "Share answered in time; 0.80, if no speed of answer is asked for either",
                            examples = SHARE)
                    @DecimalMin("0.01")
                    @DecimalMax("0.9999")
                    @Digits(integer = 1, fraction = 6)
                    BigDecimal serviceLevel,
            @Schema(description = "In time; PT30S, if absent", examples = "PT20S") @DurationMin @DurationMax(days = 1)
                    Duration answerWithin,
            @Schema(description = "The longest mean wait", examples = "PT15S")
                    @DurationMin(seconds = 1)
                    @DurationMax(days = 1)
                    Duration speedOfAnswer,
            @Schema(description = "Share of their time for which agents may be busy", examples = "0.85")
                    @DecimalMin("0.3")
                    @DecimalMax("1")
                    @Digits(integer = 1, fraction = 6)
                    BigDecimal maxOccupancy,
            @Schema(description = "Share of all callers that may give up; with patience", examples = "0.05")
                    @DecimalMin("0.001")
                    @DecimalMax("0.999")
                    @Digits(integer = 1, fraction = 6)
                    BigDecimal maxAbandonment,
            @Schema(description = "Share of paid time in which nobody answers calls; 0, if absent", examples = "0.30")
                    @DecimalMin("0")
                    @DecimalMax("0.89")
                    @Digits(integer = 1, fraction = 6)
                    BigDecimal shrinkage,
            @Schema(description = "People on top for peaks; 0, if absent, 0.10 to 0.15 is usual", examples = "0.10")
                    @DecimalMin("0")
                    @DecimalMax("1")
                    @Digits(integer = 1, fraction = 6)
                    BigDecimal contingency,
            @Schema(
                            description =
                                    "Paid hours of one full-time agent in all days planned; 8 for each, 40 at most,"
                                            + " if absent",
                            examples = "PT40H")
                    @DurationMin(hours = 1)
                    @DurationMax(days = 7)
                    Duration fullTime) {

        private static final BigDecimal USUAL_SERVICE_LEVEL = new BigDecimal(SHARE);

        static AssumptionsJson of(Assumptions its) {
            var target = its.target();
            return new AssumptionsJson(
                    its.interval(),
                    its.handlingTime(),
                    its.model() instanceof ErlangA impatient ? impatient.patience() : null,
                    target.serviceLevel().orElse(null),
                    target.answerWithin(),
                    target.speedOfAnswer().orElse(null),
                    target.maxOccupancy().orElse(null),
                    target.maxAbandonment().orElse(null),
                    its.headcount().shrinkage(),
                    its.headcount().contingency(),
                    its.fullTime());
        }

        Duration intervalOrUsual() {
            return Optional.ofNullable(interval).orElse(Duration.ofMinutes(30));
        }

        /** With the product's own where they are silent: 80% in 30 seconds, as the published figure has it. */
        Assumptions assumptions(Duration itsHandlingTime, int days) {
            return new Assumptions(
                    intervalOrUsual(),
                    itsHandlingTime,
                    patience == null ? new ErlangC() : new ErlangA(patience),
                    new Target(
                            Optional.ofNullable(serviceLevel)
                                    .or(() -> Optional.of(USUAL_SERVICE_LEVEL).filter(usual -> speedOfAnswer == null)),
                            Optional.ofNullable(answerWithin).orElse(Duration.ofSeconds(30)),
                            Optional.ofNullable(speedOfAnswer),
                            Optional.ofNullable(maxOccupancy),
                            Optional.ofNullable(maxAbandonment)),
                    new Headcount(
                            Optional.ofNullable(shrinkage).orElse(BigDecimal.ZERO),
                            Optional.ofNullable(contingency).orElse(BigDecimal.ZERO)),
                    Optional.ofNullable(fullTime).orElse(Duration.ofHours(8L * Math.min(5, days))));
        }
    }

    @Schema(name = "StaffingInterval")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record IntervalJson(
            OffsetDateTime startsAt,
            @Schema(description = "Expected") BigDecimal calls,
            @Schema(description = "Calls at once, if none waited") double erlangs,
            @Schema(description = "The fewest at work who meet the target") int agents,
            @Schema(description = "People on the roster for them") int scheduled,
            @Schema(description = "Their hours in full-time agents") BigDecimal fullTimeEquivalents,
            @Schema(description = "What the needed agents make of the calls") ForecastJson forecast,
            @Schema(description = "What the agents make of them who were named") ForecastJson given,
            @Schema(description = "What came, once the interval is over") ActualJson actual) {

        static IntervalJson of(StaffingPlan.Need need, ZoneId zone, ActualJson actual) {
            return new IntervalJson(
                    need.startsAt().atZone(zone).toOffsetDateTime(),
                    need.load().calls(),
                    need.load().erlangs(),
                    need.forecast().agents(),
                    need.scheduled(),
                    need.fullTimeEquivalents(),
                    ForecastJson.of(need.forecast()),
                    need.given().map(ForecastJson::of).orElse(null),
                    actual);
        }
    }

    @Schema(name = "StaffingActual")
    record ActualJson(int offered, int answered) {

        static ActualJson of(PastCalls.Came came) {
            return came == null ? null : new ActualJson(came.offered(), came.answered());
        }
    }

    @Schema(
            name = "StaffingActualTotal",
            description = "What was expected of the intervals that are over, and what came")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CameJson(
            int intervals,
            @Schema(description = "Calls expected in these") BigDecimal expected,
            int offered,
            int answered,
            @Schema(
                            description =
                                    "How far the forecast was off: the calls by which each interval differed, added up,"
                                            + " ÷ offered; absent where nobody called")
                    Double deviation) {

        static CameJson of(List<Arrivals> arrivals, Map<Instant, PastCalls.Came> actual) {
            if (actual.isEmpty()) {
                return null;
            }
            var expected = BigDecimal.ZERO;
            var apart = BigDecimal.ZERO;
            var all = PastCalls.Came.NONE;
            for (var each : arrivals) {
                var came = actual.get(each.startsAt());
                if (came != null) {
                    expected = expected.add(each.calls());
                    apart = apart.add(each.calls()
                            .subtract(BigDecimal.valueOf(came.offered()))
                            .abs());
                    all = all.plus(came);
                }
            }
            return new CameJson(
                    actual.size(),
                    expected,
                    all.offered(),
                    all.answered(),
                    all.offered() == 0 ? null : apart.doubleValue() / all.offered());
        }
    }

    @Schema(name = "StaffingForecast", description = "An unstable queue has no figures: it grows without end.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ForecastJson(
            int agents,
            @Schema(description = "Whether the queue comes to rest") boolean stable,
            @Schema(description = "What an unstable queue means, in words") String note,
            @Schema(description = "From so many agents on an unstable queue comes to rest") Integer fewestAgents,
            @Schema(description = "Share of callers who wait at all") Double waiting,
            @Schema(description = "Answered in time ÷ (offered − abandoned in time)") Double serviceLevel,
            @Schema(description = "Answered in time ÷ offered") Double answeredInTime,
            @Schema(description = "Mean wait of all callers") Double speedOfAnswerSeconds,
            @Schema(description = "Abandoned ÷ offered") Double abandonment,
            @Schema(description = "Abandoned too late ÷ (offered − abandoned in time)") Double abandonmentAfter,
            @Schema(description = "Share of their time for which agents are busy") Double occupancy) {

        static ForecastJson of(Forecast forecast) {
            if (forecast instanceof Forecast.Unstable unstable) {
                return new ForecastJson(
                        unstable.agents(),
                        false,
                        "More calls come than are answered, and the queue grows without end. It comes to rest from "
                                + unstable.fewest() + " agents on.",
                        unstable.fewest(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            }
            var stable = (Forecast.Stable) forecast;
            return new ForecastJson(
                    stable.agents(),
                    true,
                    null,
                    null,
                    stable.waiting(),
                    stable.serviceLevel(),
                    stable.answeredInTime(),
                    stable.meanWaitSeconds(),
                    stable.abandonment(),
                    stable.abandonmentAfter(),
                    stable.occupancy());
        }
    }

    @Schema(name = "StaffingTotal", description = "Shares and waits are per call, no means of the intervals' figures.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TotalJson(
            BigDecimal calls,
            @Schema(description = "Paid") BigDecimal scheduledHours,
            @Schema(description = "Full-time agents for these hours, rounded up") BigDecimal fullTimeEquivalents,
            @Schema(description = "People in the fullest interval") int mostScheduled,
            @Schema(description = "Absent where nobody calls, like what follows") Double serviceLevel,
            Double speedOfAnswerSeconds,
            Double abandonment,
            Double occupancy) {

        static TotalJson of(StaffingPlan.Total total) {
            var expected = total.expected();
            return new TotalJson(
                    total.calls(),
                    total.scheduledHours(),
                    total.fullTimeEquivalents(),
                    total.mostScheduled(),
                    expected.map(StaffingPlan.Expected::serviceLevel).orElse(null),
                    expected.map(StaffingPlan.Expected::meanWaitSeconds).orElse(null),
                    expected.map(StaffingPlan.Expected::abandonment).orElse(null),
                    expected.map(StaffingPlan.Expected::occupancy).orElse(null));
        }
    }

    @Schema(name = "ListedStaffingPlan")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ListedJson(String id, String name, LocalDate startsOn, int days, Instant createdAt) {

        static ListedJson of(StaffingPlanStore.Listed plan) {
            return new ListedJson(
                    Ids.STAFFING_PLAN.format(plan.id()),
                    plan.name().orElse(null),
                    plan.startsOn(),
                    plan.days(),
                    plan.createdAt());
        }
    }
}
