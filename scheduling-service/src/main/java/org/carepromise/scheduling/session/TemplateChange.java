package org.carepromise.scheduling.session;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

import org.carepromise.scheduling.session.SessionPlan.Planned;

/**
 * What a change of a template does to its sessions. One that has begun or is cancelled stays as it is, and so does one with visits for
 * which the change has no room: it is kept until those are over.
 *
 * @param made new ones
 * @param dropped those that nobody has booked and that will not be
 * @param changed those that stay with other hours, seats, caps or visit types
 * @param unchanged how many are the same before and after
 * @param stranded those in which visits would lose their time
 * @param overfull those in which more is booked than there would be room for
 */
record TemplateChange(
        List<Planned> made,
        List<UpcomingSession> dropped,
        List<Changed> changed,
        int unchanged,
        List<Stranded> stranded,
        List<UpcomingSession> overfull) {

    /** A session, and what it becomes. */
    record Changed(UpcomingSession session, Planned to) {}

    /** A session, and its visits that would lose their time. */
    record Stranded(UpcomingSession session, List<UpcomingSession.Visit> visits) {}

    /**
     * @param sessions of the template that are not over
     * @param zone of the site: a template has at most one session a date
     */
    static TemplateChange of(
            SessionTemplate template, SessionPlan plan, List<UpcomingSession> sessions, ZoneId zone, Instant now) {
        var planned = new TreeMap<LocalDate, Planned>();
        plan.sessions().stream()
                .filter(session -> session.startsAt().isAfter(now))
                .forEach(session -> planned.put(session.date(), session));
        var dropped = new ArrayList<UpcomingSession>();
        var changed = new ArrayList<Changed>();
        var stranded = new ArrayList<Stranded>();
        var overfull = new ArrayList<UpcomingSession>();
        var staying = new ArrayList<UpcomingSession>();
        int unchanged = 0;
        for (var session : sessions) {
            if (session.isCancelled() || !session.startsAt().isAfter(now)) {
                staying.add(session);
                continue;
            }
            var date = session.startsAt().atZone(zone).toLocalDate();
            var target = planned.get(date);
            if (target == null || !session.canBecome(target, template.slotLength())) {
                if (session.visits().isEmpty()) {
                    dropped.add(session);
                } else {
                    staying.add(session);
                    stranded.add(new Stranded(session, session.visitsIn(session.slots())));
                }
                continue;
            }
            planned.remove(date);
            var lost = session.visitsIn(session.without(target));
            if (!lost.isEmpty()) {
                stranded.add(new Stranded(session, lost));
            } else if (session.isMoreThan(template)) {
                overfull.add(session);
            } else if (session.isAs(target, template)) {
                unchanged++;
            } else {
                changed.add(new Changed(session, target));
            }
        }
        var made = planned.values().stream()
                .filter(session -> staying.stream().noneMatch(each -> each.overlaps(session)))
                .sorted(Comparator.comparing(Planned::startsAt))
                .toList();
        return new TemplateChange(made, dropped, changed, unchanged, stranded, overfull);
    }
}
