package org.carepromise.scheduling.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

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

    record Planned(Instant startsAt, Instant endsAt, List<Instant> slotStarts) {}

    /**
     * A local time in a daylight-saving gap moves forward by the gap, one that comes twice is the earlier. Slots last
     * their length in real time, so a session over a change of the clocks has a slot more or less.
     */
    static SessionPlan of(
            SessionTemplate template, BusinessCalendar calendar, LocalDate from, LocalDate untilExclusive) {
        var sessions = new ArrayList<Planned>();
        var closedOn = new ArrayList<LocalDate>();
        for (var date = from; date.isBefore(untilExclusive); date = date.plusDays(1)) {
            if (!template.isOn(date)) {
                continue;
            }
            var zone = calendar.site().zone();
            var startsAt = ZonedDateTime.of(date, template.startsAt(), zone).toInstant();
            var endsAt = ZonedDateTime.of(date, template.endsAt(), zone).toInstant();
            var slots = slots(startsAt, endsAt, template.slotLength());
            if (slots.isEmpty() || !calendar.covers(startsAt, endsAt)) {
                closedOn.add(date);
            } else {
                // the session ends with its last whole slot
                sessions.add(new Planned(startsAt, slots.get(slots.size() - 1).plus(template.slotLength()), slots));
            }
        }
        return new SessionPlan(sessions, closedOn);
    }

    private static List<Instant> slots(Instant startsAt, Instant endsAt, Duration length) {
        var starts = new ArrayList<Instant>();
        for (var at = startsAt; !at.plus(length).isAfter(endsAt); at = at.plus(length)) {
            starts.add(at);
        }
        return starts;
    }

    int slotCount() {
        return sessions.stream()
                .mapToInt(session -> session.slotStarts().size())
                .sum();
    }
}
