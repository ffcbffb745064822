package org.carepromise.worktime;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Decides when a site opens on one date: the week, less holidays, less closures, plus extra openings. */
final class OpeningRules {

    private final ZoneId zone;
    private final WeeklyHours hours;
    private final Optional<Holidays> holidays;
    private final Map<LocalDate, List<Closure>> closures = new HashMap<>();
    private final Map<LocalDate, List<ExtraOpening>> extraOpenings = new HashMap<>();

    private OpeningRules(ZoneId zone, WeeklyHours hours, Optional<Holidays> holidays) {
        this.zone = zone;
        this.hours = hours;
        this.holidays = holidays;
    }

    /** A week without exceptions. */
    OpeningRules(ZoneId zone, WeeklyHours hours) {
        this(zone, hours, Optional.empty());
    }

    /** @throws IllegalArgumentException naming the site, if its holiday calendar does not exist */
    OpeningRules(Site site) {
        this(site.zone(), site.hours(), holidaysOf(site));
        site.closures().forEach(closure -> closures.computeIfAbsent(closure.on(), date -> new ArrayList<>())
                .add(closure));
        site.extraOpenings().forEach(extra -> extraOpenings
                .computeIfAbsent(extra.on(), date -> new ArrayList<>())
                .add(extra));
    }

    private static Optional<Holidays> holidaysOf(Site site) {
        try {
            return site.holidayCalendar().map(Holidays::named);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("site " + site.id() + ": holidayCalendar: " + e.getMessage(), e);
        }
    }

    /** The openings that belong to the date, in order, disjoint and not touching; empty if it is no business day. */
    List<Opening> openingsOn(LocalDate date) {
        if (!exists(date)) {
            return List.of();
        }
        List<Opening> open = new ArrayList<>();
        if (closedAllDay(date).isEmpty()) {
            for (LocalInterval interval : hours.on(date.getDayOfWeek())) {
                add(open, date, interval);
            }
            open = lessClosures(open, date);
        }
        for (ExtraOpening extra : extraOpenings.getOrDefault(date, List.of())) {
            add(open, date, extra.hours());
        }
        open.sort(Comparator.comparing(Opening::opensAt));
        return merged(open);
    }

    /** Why nothing opens on the date; empty if something does. */
    Optional<ClosedReason> closedReason(LocalDate date) {
        if (!openingsOn(date).isEmpty()) {
            return Optional.empty();
        }
        if (!exists(date)) {
            return week("no " + date + " in " + zone);
        }
        // closures of part of the date may add up to all its hours, and the one of the day before may pass midnight
        boolean wouldOpen = !hours.on(date.getDayOfWeek()).isEmpty();
        return closedAllDay(date)
                .or(() -> wouldOpen ? closure(date).or(() -> closure(date.minusDays(1))) : Optional.empty())
                .or(() ->
                        week("closed on " + date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + "s"));
    }

    private Optional<ClosedReason> closedAllDay(LocalDate date) {
        Optional<ClosedReason> holiday = holidays.flatMap(calendar -> calendar.on(date))
                .map(name -> new ClosedReason(ClosedReason.Cause.HOLIDAY, name));
        return holiday.or(() -> closures.getOrDefault(date, List.of()).stream()
                .filter(closure -> closure.hours().isEmpty())
                .findFirst()
                .map(closure -> new ClosedReason(ClosedReason.Cause.CLOSURE, closure.reason())));
    }

    private Optional<ClosedReason> closure(LocalDate on) {
        return closures.getOrDefault(on, List.of()).stream()
                .findFirst()
                .map(closure -> new ClosedReason(ClosedReason.Cause.CLOSURE, closure.reason()));
    }

    private static Optional<ClosedReason> week(String text) {
        return Optional.of(new ClosedReason(ClosedReason.Cause.WEEK, text));
    }

    /** Closures of the dates around count too: either may pass midnight. */
    private List<Opening> lessClosures(List<Opening> openings, LocalDate date) {
        List<Opening> left = openings;
        for (LocalDate on = date.minusDays(1); !on.isAfter(date.plusDays(1)); on = on.plusDays(1)) {
            for (Closure closure : closures.getOrDefault(on, List.of())) {
                if (closure.hours().isPresent()) {
                    LocalInterval hours = closure.hours().get();
                    left = less(left, at(hours.opensOn(on)), at(hours.closesOn(on)));
                }
            }
        }
        return left;
    }

    private static List<Opening> less(List<Opening> openings, Instant closedFrom, Instant closedUntil) {
        List<Opening> left = new ArrayList<>();
        for (Opening opening : openings) {
            add(left, opening.on(), opening.opensAt(), earlier(opening.closesAt(), closedFrom));
            add(left, opening.on(), later(opening.opensAt(), closedUntil), opening.closesAt());
        }
        return left;
    }

    private void add(List<Opening> openings, LocalDate on, LocalInterval interval) {
        add(openings, on, at(interval.opensOn(on)), at(interval.closesOn(on)));
    }

    /** An interval that opens in a DST gap may close before it opens, once both are moved: it does not take place. */
    private static void add(List<Opening> openings, LocalDate on, Instant opensAt, Instant closesAt) {
        if (opensAt.isBefore(closesAt)) {
            openings.add(new Opening(opensAt, closesAt, on));
        }
    }

    private static List<Opening> merged(List<Opening> inOrder) {
        List<Opening> merged = new ArrayList<>();
        for (Opening next : inOrder) {
            Opening last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || next.opensAt().isAfter(last.closesAt())) {
                merged.add(next);
            } else {
                Instant closesAt = later(last.closesAt(), next.closesAt());
                merged.set(merged.size() - 1, new Opening(last.opensAt(), closesAt, last.on()));
            }
        }
        return List.copyOf(merged);
    }

    Instant startOf(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    /** Samoa had no 2011-12-30: nothing opens on a date that the zone left out. */
    private boolean exists(LocalDate date) {
        return date.atStartOfDay(zone).toLocalDate().equals(date);
    }

    /** In a DST gap later by the gap's length, in an overlap at the earlier offset: what java.time does by itself. */
    private Instant at(LocalDateTime wallTime) {
        return wallTime.atZone(zone).toInstant();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
