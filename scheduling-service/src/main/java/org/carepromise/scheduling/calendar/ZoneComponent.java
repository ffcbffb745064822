package org.carepromise.scheduling.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import biweekly.component.DaylightSavingsTime;
import biweekly.component.Observance;
import biweekly.component.StandardTime;
import biweekly.component.VTimezone;
import biweekly.util.DateTimeComponents;
import biweekly.util.DayOfWeek;
import biweekly.util.Frequency;
import biweekly.util.Recurrence;
import biweekly.util.UtcOffset;

/**
 * A zone as a calendar carries it along (RFC 5545 §3.6.5), written from the rules that we reckon with ourselves. The
 * library's own way is to fetch it from a stranger's server.
 */
final class ZoneComponent {

    /** Any year shows whether a rule can be written so; these show it for leap years and each weekday too. */
    private static final int YEARS_TRIED = 28;

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("zzz", Locale.US);

    private ZoneComponent() {}

    /** Describes a zone for times between two instants, both included. */
    static VTimezone of(ZoneId zone, Instant from, Instant to) {
        var component = new VTimezone(zone.getId());
        var rules = zone.getRules();
        var firstYear = from.atZone(zone).getYear() - 1;
        var yearly = yearly(rules, firstYear);
        if (!yearly.isEmpty()) {
            for (var rule : yearly) {
                var onset = rule.createTransition(firstYear);
                add(component, zone, onset).setRecurrenceRule(recurrence(rule).orElseThrow());
            }
            return component;
        }
        var transitions = transitions(rules, from, to);
        transitions.forEach(transition -> add(component, zone, transition));
        if (transitions.isEmpty()) {
            addForEver(component, zone, rules.getOffset(from), from);
        }
        return component;
    }

    /** The rules of a zone that changes its clocks each year in the same way, or none where it can't be said so. */
    private static List<ZoneOffsetTransitionRule> yearly(ZoneRules rules, int firstYear) {
        var known = rules.getTransitions();
        var begins = LocalDate.of(firstYear, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        var settled =
                known.isEmpty() || known.get(known.size() - 1).getInstant().isBefore(begins);
        var yearly = rules.getTransitionRules();
        return settled && yearly.stream().allMatch(rule -> isWrittenSo(rule, firstYear)) ? yearly : List.of();
    }

    private static boolean isWrittenSo(ZoneOffsetTransitionRule rule, int firstYear) {
        return recurrence(rule).isPresent()
                && IntStream.range(firstYear, firstYear + YEARS_TRIED).allMatch(year -> rule.createTransition(year)
                        .getDateTimeBefore()
                        .toLocalDate()
                        .equals(day(rule, year)));
    }

    /** The day that the recurrence names; where the change is at 24:00 it is another than the clocks show. */
    private static LocalDate day(ZoneOffsetTransitionRule rule, int year) {
        int day = rule.getDayOfMonthIndicator();
        var weekday = rule.getDayOfWeek();
        if (day < 0) {
            return LocalDate.of(year, rule.getMonth(), 1).with(TemporalAdjusters.lastInMonth(weekday));
        }
        var date = LocalDate.of(year, rule.getMonth(), day);
        return weekday == null ? date : date.with(TemporalAdjusters.nextOrSame(weekday));
    }

    private static Optional<Recurrence> recurrence(ZoneOffsetTransitionRule rule) {
        int day = rule.getDayOfMonthIndicator();
        var weekday = rule.getDayOfWeek();
        var yearly =
                new Recurrence.Builder(Frequency.YEARLY).byMonth(rule.getMonth().getValue());
        if (weekday == null) {
            return day > 0 ? Optional.of(yearly.byMonthDay(day).build()) : Optional.empty();
        }
        var its = DayOfWeek.valueOf(weekday.name());
        if (day == -1) {
            return Optional.of(yearly.byDay(-1, its).build());
        }
        // The first such weekday from the 1st, 8th, 15th or 22nd on is the first, second, third or fourth.
        return day > 0 && day % 7 == 1
                ? Optional.of(yearly.byDay(day / 7 + 1, its).build())
                : Optional.empty();
    }

    /** The last change before, and all within. */
    private static List<ZoneOffsetTransition> transitions(ZoneRules rules, Instant from, Instant to) {
        var all = new ArrayList<ZoneOffsetTransition>();
        Optional.ofNullable(rules.previousTransition(from.plusNanos(1))).ifPresent(all::add);
        for (var next = rules.nextTransition(from);
                next != null && !next.getInstant().isAfter(to);
                next = rules.nextTransition(next.getInstant())) {
            all.add(next);
        }
        return all;
    }

    private static Observance add(VTimezone component, ZoneId zone, ZoneOffsetTransition onset) {
        var after = onset.getInstant();
        return add(
                component,
                zone.getRules().isDaylightSavings(after),
                onset.getDateTimeBefore(),
                onset.getOffsetBefore(),
                onset.getOffsetAfter(),
                NAME.format(after.atZone(zone)));
    }

    private static void addForEver(VTimezone component, ZoneId zone, ZoneOffset offset, Instant from) {
        add(
                component,
                false,
                LocalDate.of(from.atZone(zone).getYear() - 1, 1, 1).atStartOfDay(),
                offset,
                offset,
                NAME.format(from.atZone(zone)));
    }

    private static Observance add(
            VTimezone component,
            boolean daylight,
            LocalDateTime onset,
            ZoneOffset before,
            ZoneOffset after,
            String name) {
        Observance observance;
        if (daylight) {
            var summer = new DaylightSavingsTime();
            component.addDaylightSavingsTime(summer);
            observance = summer;
        } else {
            var standard = new StandardTime();
            component.addStandardTime(standard);
            observance = standard;
        }
        observance.setDateStart(new DateTimeComponents(
                onset.getYear(),
                onset.getMonthValue(),
                onset.getDayOfMonth(),
                onset.getHour(),
                onset.getMinute(),
                onset.getSecond(),
                false));
        observance.setTimezoneOffsetFrom(new UtcOffset(before.getTotalSeconds() * 1_000L));
        observance.setTimezoneOffsetTo(new UtcOffset(after.getTotalSeconds() * 1_000L));
        observance.addTimezoneName(name);
        return observance;
    }
}
