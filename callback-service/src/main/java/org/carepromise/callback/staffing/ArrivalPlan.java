package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.carepromise.worktime.BusinessCalendar;

/**
 * Who will call, from who called in chosen weeks: the mean of the same weekday and time. Weeks in which the site was closed
 * on that weekday say nothing of one on which it opens, and are left out; planned is only while the site is open.
 */
final class ArrivalPlan {

    private static final int DIGITS = 3;

    private ArrivalPlan() {}

    /**
     * @param mondays of the chosen weeks
     * @param until the date after the last one planned
     * @return by time; a date of whose weekday the weeks say nothing is left out
     */
    static List<Arrivals> of(
            PastCalls calls,
            List<LocalDate> mondays,
            LocalDate from,
            LocalDate until,
            Duration interval,
            BusinessCalendar calendar) {
        var arrivals = new ArrayList<Arrivals>();
        for (var date = from; date.isBefore(until); date = date.plusDays(1)) {
            var weekday = date.getDayOfWeek();
            var dates = mondays.stream()
                    .map(monday -> monday.with(weekday))
                    .filter(calendar::isBusinessDay)
                    .toList();
            if (!dates.isEmpty()) {
                addDate(arrivals, calls, dates, date, interval, calendar);
            }
        }
        return arrivals;
    }

    private static void addDate(
            List<Arrivals> arrivals,
            PastCalls calls,
            List<LocalDate> dates,
            LocalDate date,
            Duration interval,
            BusinessCalendar calendar) {
        var zone = calendar.site().zone();
        var ends = date.plusDays(1).atStartOfDay(zone).toInstant();
        for (var at = date.atStartOfDay(zone).toInstant(); at.isBefore(ends); at = at.plus(interval)) {
            if (!calendar.openings(at, at.plus(interval)).isEmpty()) {
                arrivals.add(new Arrivals(at, mean(calls, dates, at.atZone(zone).toLocalTime()), Optional.empty()));
            }
        }
    }

    private static BigDecimal mean(PastCalls calls, List<LocalDate> dates, LocalTime time) {
        long came = dates.stream()
                .mapToLong(date -> calls.in(date.atTime(time)).offered())
                .sum();
        return BigDecimal.valueOf(came).divide(BigDecimal.valueOf(dates.size()), DIGITS, RoundingMode.HALF_UP);
    }
}
