package org.carepromise.callback.staffing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.staffing.StaffingPlanJson.NewPlanJson;
import org.carepromise.kit.problem.Problem;

/** Which plans can be meant, and computed in a moment. */
final class StaffingRules {

    private static final Set<Duration> INTERVALS =
            Set.of(Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofMinutes(60));
    private static final int MOST_DAYS_AWAY = 370;

    /**
     * The calls at once of all intervals together, in handling and waiting: a centre of 1,000 agents round the clock needs
     * 700,000 for a week. It bounds the time that a plan takes to compute.
     */
    private static final double MOST_CALLS_AT_ONCE = 1_000_000;

    private static final int MOST_WEEKS = 26;

    private StaffingRules() {}

    /** @throws Problem {@code staffing-days-invalid}, {@code staffing-interval-invalid} */
    static void checkDays(LocalDate startsOn, Duration interval, LocalDate today) {
        if (Math.abs(ChronoUnit.DAYS.between(today, startsOn)) > MOST_DAYS_AWAY) {
            throw Problem.of(CallbackProblem.STAFFING_DAYS_INVALID)
                    .at("#/startsOn", "at most " + MOST_DAYS_AWAY + " days back or ahead");
        }
        if (!INTERVALS.contains(interval)) {
            throw Problem.of(CallbackProblem.STAFFING_INTERVAL_INVALID)
                    .at("#/assumptions/interval", "PT15M, PT30M or PT1H");
        }
    }

    /**
     * That it is said where the arrivals come from, and how long calls take where calls don't tell.
     *
     * @throws Problem {@code staffing-arrivals-unclear}, {@code staffing-handling-time-missing}
     */
    static void checkArrivals(NewPlanJson asked) {
        if ((asked.arrivals() == null) == (asked.weeksOf() == null)) {
            throw Problem.of(CallbackProblem.STAFFING_ARRIVALS_UNCLEAR)
                    .at("#/arrivals", "arrivals, or weeksOf, and not both");
        }
        if (asked.arrivals() != null) {
            checkedHandlingTime(Optional.ofNullable(asked.assumptions().handlingTime()));
        }
    }

    /** @throws Problem {@code staffing-handling-time-missing} where nobody said it, or calls say what can't be meant */
    static Duration checkedHandlingTime(Optional<Duration> handlingTime) {
        return handlingTime.filter(Load::isHandlingTime).orElseThrow(() -> Problem.of(
                        CallbackProblem.STAFFING_HANDLING_TIME_MISSING)
                .at("#/assumptions/handlingTime", "the mean time of an agent for a call, with wrap-up"));
    }

    /** @throws Problem {@code staffing-weeks-invalid} for a week that is not over, or too long ago beside the latest */
    static void checkWeeks(List<LocalDate> mondays, LocalDate today) {
        var latest = mondays.get(mondays.size() - 1);
        if (latest.plusWeeks(1).isAfter(today)
                || mondays.get(0).plusWeeks(MOST_WEEKS).compareTo(latest) <= 0) {
            throw Problem.of(CallbackProblem.STAFFING_WEEKS_INVALID)
                    .at("#/weeksOf", "weeks that are over, within " + MOST_WEEKS + " weeks");
        }
    }

    /** @throws Problem {@code staffing-history-missing} where nothing can be planned from the calls */
    static void checkHistory(List<Arrivals> arrivals) {
        if (arrivals.isEmpty()) {
            throw Problem.of(CallbackProblem.STAFFING_HISTORY_MISSING).at("#/weeksOf", "weeks with calls");
        }
    }

    /**
     * That each interval begins on one of the dates, at a full interval of the wall's clock, and is named once.
     *
     * @throws Problem {@code staffing-interval-invalid}
     */
    static void checkIntervals(SavedPlan plan, ZoneId zone) {
        long length = plan.assumptions().interval().toNanos();
        var seen = new HashSet<Instant>();
        for (int i = 0; i < plan.arrivals().size(); i++) {
            var startsAt = plan.arrivals().get(i).startsAt();
            var local = startsAt.atZone(zone);
            var date = local.toLocalDate();
            if (date.isBefore(plan.startsOn()) || !date.isBefore(plan.endsBefore())) {
                throw refused(i, "a time on one of the dates planned");
            }
            if (local.toLocalTime().toNanoOfDay() % length != 0) {
                throw refused(i, "a full interval after midnight at the site");
            }
            if (!seen.add(startsAt)) {
                throw refused(i, "each interval once");
            }
        }
    }

    /** @throws Problem {@code staffing-load-too-large} */
    static void checkSize(SavedPlan plan) {
        var its = plan.assumptions();
        double all = 0;
        for (int i = 0; i < plan.arrivals().size(); i++) {
            double calls = plan.arrivals().get(i).calls().doubleValue();
            double handled = calls * ratio(its.handlingTime(), its);
            if (handled > Load.MOST_ERLANGS) {
                throw Problem.of(CallbackProblem.STAFFING_LOAD_TOO_LARGE)
                        .at("#/arrivals/" + i + "/calls", "at most " + Load.MOST_ERLANGS + " calls at once");
            }
            all += handled + (its.model() instanceof ErlangA impatient ? calls * ratio(impatient.patience(), its) : 0);
        }
        if (all > MOST_CALLS_AT_ONCE) {
            throw Problem.of(CallbackProblem.STAFFING_LOAD_TOO_LARGE).at("#/arrivals", "fewer, or shorter calls");
        }
    }

    private static double ratio(Duration time, Assumptions its) {
        return (double) time.toMillis() / its.interval().toMillis();
    }

    private static Problem refused(int arrival, String expected) {
        return Problem.of(CallbackProblem.STAFFING_INTERVAL_INVALID)
                .at("#/arrivals/" + arrival + "/startsAt", expected);
    }
}
