package org.carepromise.callback.staffing;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.call.CallHistory;
import org.carepromise.callback.staffing.StaffingPlanJson.ArrivalsJson;
import org.carepromise.callback.staffing.StaffingPlanJson.NewPlanJson;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.worktime.BusinessCalendar;

/** Makes a plan of what is asked for, with the calls of chosen weeks. Waits for them: for a worker's thread. */
@ApplicationScoped
class DraftStaffing {

    private final CallHistory history;
    private final Sites sites;
    private final Pool pool;
    private final ProductClock clock;

    DraftStaffing(CallHistory history, Sites sites, Pool pool, ProductClock clock) {
        this.history = history;
        this.sites = sites;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * The plan, as it would be stored.
     *
     * @throws org.carepromise.kit.problem.Problem {@code site-unknown}, {@code forbidden}, and those of
     *     {@link StaffingRules}
     */
    SavedPlan draft(Caller caller, NewPlanJson asked) {
        var calendar = calendarOf(sites, caller, asked.site());
        var now = clock.instant();
        var interval = asked.assumptions().intervalOrUsual();
        StaffingRules.checkDays(asked.startsOn(), interval, calendar.dateAt(now));
        StaffingRules.checkArrivals(asked);
        var plan = asked.arrivals() == null ? fromCalls(asked, interval, calendar, now) : typedIn(asked, calendar, now);
        StaffingRules.checkSize(plan);
        return plan;
    }

    /** @throws Problem {@code site-unknown}, {@code forbidden} */
    static BusinessCalendar calendarOf(Sites sites, Caller caller, String site) {
        var calendar = sites.find(site)
                .orElseThrow(() -> Problem.of(CallbackProblem.SITE_UNKNOWN).at("#/site", "a site of the sites file"));
        caller.checkCovers(site);
        return calendar;
    }

    private static SavedPlan typedIn(NewPlanJson asked, BusinessCalendar calendar, Instant now) {
        var plan = plan(
                asked,
                asked.assumptions().handlingTime(),
                List.of(),
                asked.arrivals().stream().map(ArrivalsJson::arrivals).toList(),
                now);
        StaffingRules.checkIntervals(plan, calendar.site().zone());
        return plan;
    }

    private SavedPlan fromCalls(NewPlanJson asked, Duration interval, BusinessCalendar calendar, Instant now) {
        var mondays = asked.weeksOf().stream()
                .map(date -> date.with(DayOfWeek.MONDAY))
                .distinct()
                .sorted()
                .toList();
        StaffingRules.checkWeeks(mondays, calendar.dateAt(now));
        var quarters = history
                .intervals(
                        pool,
                        asked.site(),
                        mondays.get(0),
                        mondays.get(mondays.size() - 1).plusWeeks(1),
                        calendar.site().zone())
                .await()
                .indefinitely()
                .stream()
                .filter(each -> mondays.contains(each.date().with(DayOfWeek.MONDAY)))
                .toList();
        var calls = PastCalls.of(quarters, interval);
        var arrivals = calls.areNone()
                ? List.<Arrivals>of()
                : ArrivalPlan.of(
                        calls,
                        mondays,
                        asked.startsOn(),
                        asked.startsOn().plusDays(asked.daysOrOne()),
                        interval,
                        calendar);
        StaffingRules.checkHistory(arrivals);
        var handlingTime =
                Optional.ofNullable(asked.assumptions().handlingTime()).or(calls::meanHandlingTime);
        return plan(asked, StaffingRules.checkedHandlingTime(handlingTime), mondays, arrivals, now);
    }

    private static SavedPlan plan(
            NewPlanJson asked, Duration handlingTime, List<LocalDate> mondays, List<Arrivals> arrivals, Instant now) {
        int days = asked.daysOrOne();
        return new SavedPlan(
                IdType.next(now),
                asked.site(),
                Optional.ofNullable(asked.name()),
                asked.startsOn(),
                days,
                asked.assumptions().assumptions(handlingTime, days),
                mondays,
                arrivals,
                now);
    }
}
