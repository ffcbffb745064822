package org.carepromise.worktime;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/**
 * Who is on duty, week by week, for one role in one pool of a site.
 *
 * @param siteId the site in whose zone the shifts are
 * @param pool such as {@code clinical}
 * @param role such as {@code on-call}
 * @param shifts in the order in which people are alerted; they may overlap
 * @param lastResort alerted when nobody on duty answers, or nobody is on duty
 */
public record DutyRoster(String siteId, String pool, String role, List<DutyShift> shifts, DutyContact lastResort) {

    /** Any Monday of a zone without daylight-saving changes: on it wall time is elapsed time. */
    private static final LocalDate SOME_MONDAY = LocalDate.of(2024, 1, 1);

    /** @throws IllegalArgumentException naming the roster and the field */
    public DutyRoster {
        String name = "duty roster " + siteId + "/" + pool + "/" + role;
        if (siteId == null || siteId.isBlank() || pool == null || pool.isBlank() || role == null || role.isBlank()) {
            throw new IllegalArgumentException(name + ": siteId, pool, role: none may be missing");
        }
        if (lastResort == null) {
            throw new IllegalArgumentException(name + ": lastResort: missing, an alert would end in silence");
        }
        shifts = List.copyOf(Objects.requireNonNull(shifts, "shifts"));
    }

    /** The shifts that run at an instant, in the order in which their people are alerted. */
    public List<DutyShift> onDutyAt(ZoneId siteZone, Instant at) {
        LocalDate today = LocalDate.ofInstant(at, siteZone);
        return shifts.stream()
                .filter(shift -> {
                    OpeningRules times = new OpeningRules(siteZone, weekOf(List.of(shift)));
                    // a shift of yesterday may have passed midnight, and one of today may be moved by a DST gap
                    return today.minusDays(1)
                            .datesUntil(today.plusDays(1))
                            .flatMap(date -> times.openingsOn(date).stream())
                            .anyMatch(opening -> opening.contains(at));
                })
                .toList();
    }

    /** When nobody is on duty within a range, in order. */
    public List<DutyGap> gaps(ZoneId siteZone, Instant startInclusive, Instant endExclusive) {
        return gaps(onDuty(siteZone, startInclusive, endExclusive), startInclusive, endExclusive);
    }

    /**
     * When nobody is on duty and the site is closed too, within a range, in order; holidays and closures count as closed.
     *
     * @param calendar of the roster's site
     */
    public List<DutyGap> gapsWhileClosed(BusinessCalendar calendar, Instant startInclusive, Instant endExclusive) {
        List<Opening> there = onDuty(calendar.site().zone(), startInclusive, endExclusive);
        there.addAll(calendar.openings(startInclusive, endExclusive));
        return gaps(there, startInclusive, endExclusive);
    }

    /**
     * The hours of the week that neither the site's hours nor a shift covers. While there are any, the site can't make an
     * ELAPSED promise.
     *
     * @param siteHours the site's regular week; {@link WeeklyHours#closed} to ask for cover round the clock
     * @return cut at midnights; empty if every hour is covered
     */
    public WeeklyHours weeklyGaps(WeeklyHours siteHours) {
        Instant start = SOME_MONDAY.atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant end = SOME_MONDAY.plusWeeks(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        List<Opening> there = onDuty(ZoneOffset.UTC, start, end);
        there.addAll(openings(new OpeningRules(ZoneOffset.UTC, siteHours), ZoneOffset.UTC, start, end));
        WeeklyHours uncovered = WeeklyHours.closed();
        for (DutyGap gap : gaps(there, start, end)) {
            LocalDateTime from = LocalDateTime.ofInstant(gap.startsAt(), ZoneOffset.UTC);
            LocalDateTime until = LocalDateTime.ofInstant(gap.endsAt(), ZoneOffset.UTC);
            while (from.isBefore(until)) {
                LocalDateTime midnight = from.toLocalDate().plusDays(1).atStartOfDay();
                LocalTime closes = until.isBefore(midnight) ? until.toLocalTime() : LocalTime.MIDNIGHT;
                DayOfWeek day = from.getDayOfWeek();
                uncovered = uncovered.and(EnumSet.of(day), new LocalInterval(from.toLocalTime(), closes));
                from = midnight;
            }
        }
        return uncovered;
    }

    private List<Opening> onDuty(ZoneId zone, Instant start, Instant end) {
        return openings(new OpeningRules(zone, weekOf(shifts)), zone, start, end);
    }

    private static WeeklyHours weekOf(List<DutyShift> shifts) {
        WeeklyHours week = WeeklyHours.closed();
        for (DutyShift shift : shifts) {
            week = week.and(EnumSet.of(shift.day()), shift.hours());
        }
        return week;
    }

    private static List<Opening> openings(OpeningRules rules, ZoneId zone, Instant start, Instant end) {
        List<Opening> openings = new ArrayList<>();
        LocalDate last = LocalDate.ofInstant(end, zone);
        for (LocalDate date = LocalDate.ofInstant(start, zone).minusDays(1); !date.isAfter(last); ) {
            openings.addAll(rules.openingsOn(date));
            date = date.plusDays(1);
        }
        return openings;
    }

    private static List<DutyGap> gaps(List<Opening> covered, Instant start, Instant end) {
        covered.sort(Comparator.comparing(Opening::opensAt));
        List<DutyGap> gaps = new ArrayList<>();
        Instant coveredUntil = start;
        for (Opening next : covered) {
            Instant opensAt = next.opensAt().isBefore(end) ? next.opensAt() : end;
            if (opensAt.isAfter(coveredUntil)) {
                gaps.add(new DutyGap(coveredUntil, opensAt));
            }
            if (next.closesAt().isAfter(coveredUntil)) {
                coveredUntil = next.closesAt();
            }
        }
        if (coveredUntil.isBefore(end)) {
            gaps.add(new DutyGap(coveredUntil, end));
        }
        return List.copyOf(gaps);
    }
}
