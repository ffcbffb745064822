package org.carepromise.scheduling.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.carepromise.worktime.BusinessCalendar;

/**
 * What a template becomes: sessions in real time, each cut into whole slots, and the dates on which none takes place
 * because the site is not open then.
 *
 * @param sessions in order
 * @param closedOn dates of the template's weekdays that fall out
 */
record SessionPlan(List<Planned> sessions, List<LocalDate> closedOn) {

    /** Sessions are written this far ahead, and extended as days pass. */
    static final int HORIZON_DAYS = 180;

    /**
     * A session to be.
     *
     * @param date the local date of the template's hours
     */
    record Planned(LocalDate date, Instant startsAt, Instant endsAt, List<PlannedSlot> slots) {}

    /** @param opensAt when it can first be booked; empty for always */
    record PlannedSlot(Instant startsAt, Optional<Instant> opensAt) {}

    /**
     * A local time in a daylight-saving gap moves forward by the gap, one that comes twice is the earlier. Slots last
     * their length in real time, so a session over a change of the clocks has a slot more or less.
     */
    static SessionPlan of(
            SessionTemplate template, BusinessCalendar calendar, LocalDate from, LocalDate untilExclusive) {
        var sessions = new ArrayList<Planned>();
        var closedOn = new ArrayList<LocalDate>();
        for (var date = from; date.isBefore(untilExclusive); date = date.plusDays(1)) {
            var hours = template.hoursOn(date);
            if (hours.isEmpty()) {
                continue;
            }
            var zone = calendar.site().zone();
            var startsAt = ZonedDateTime.of(date, hours.get().startsAt(), zone).toInstant();
            var endsAt = ZonedDateTime.of(date, hours.get().endsAt(), zone).toInstant();
            var starts = starts(startsAt, endsAt, template.slotLength());
            if (starts.isEmpty() || !calendar.covers(startsAt, endsAt)) {
                closedOn.add(date);
            } else {
                // the session ends with its last whole slot
                var last = starts.get(starts.size() - 1);
                sessions.add(new Planned(
                        date, startsAt, last.plus(template.slotLength()), slots(template, date, starts, zone)));
            }
        }
        return new SessionPlan(sessions, closedOn);
    }

    /** What follows the days that are written. However far the clock was moved: nobody books what is over. */
    static SessionPlan extending(
            SessionTemplate template, BusinessCalendar calendar, Instant now, LocalDate untilExclusive) {
        var today = calendar.dateAt(now);
        var from = template.extendedTo().isBefore(today) ? today : template.extendedTo();
        return of(template, calendar, from, untilExclusive);
    }

    private static List<Instant> starts(Instant startsAt, Instant endsAt, Duration length) {
        var starts = new ArrayList<Instant>();
        for (var at = startsAt; !at.plus(length).isAfter(endsAt); at = at.plus(length)) {
            starts.add(at);
        }
        return starts;
    }

    private static List<PlannedSlot> slots(
            SessionTemplate template, LocalDate date, List<Instant> starts, ZoneId zone) {
        int carvedOut = template.carveOut().map(CarveOut::slots).orElse(0);
        return IntStream.range(0, starts.size())
                .mapToObj(i -> new PlannedSlot(
                        starts.get(i),
                        template.carveOut()
                                .filter(part -> i >= starts.size() - carvedOut)
                                .map(part -> part.opensAt(date, starts.get(i), zone))))
                .toList();
    }

    int slotCount() {
        return sessions.stream().mapToInt(session -> session.slots().size()).sum();
    }
}
