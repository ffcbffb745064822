package org.carepromise.scheduling.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.notice.Notices;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.appointment.Appointment;
import org.carepromise.scheduling.appointment.AppointmentState;
import org.carepromise.scheduling.appointment.VisitsOfSession;
import org.carepromise.scheduling.reminder.TellPatients;
import org.carepromise.scheduling.session.SessionCourseJson.DelayedJson;
import org.carepromise.scheduling.session.SessionCourseStore.Locked;

/** Tells those who are still to come today that it will be later: once for each amount. Changes no appointment. */
@ApplicationScoped
class DelaySession {

    private final SessionCourseStore store;
    private final VisitsOfSession visits;
    private final TellPatients tell;
    private final Notices notices;
    private final Sites sites;
    private final EventLog events;
    private final AuditTrail audit;

    DelaySession(
            SessionCourseStore store,
            VisitsOfSession visits,
            TellPatients tell,
            Notices notices,
            Sites sites,
            EventLog events,
            AuditTrail audit) {
        this.store = store;
        this.visits = visits;
        this.tell = tell;
        this.notices = notices;
        this.sites = sites;
        this.events = events;
        this.audit = audit;
    }

    Uni<DelayedJson> delay(Tx tx, Caller caller, UUID id, Duration by) {
        return store.lock(tx, id).flatMap(found -> {
            CancelSession.check(tx, caller, found);
            var zone = sites.zoneOf(found.site());
            if (!found.startsAt()
                    .atZone(zone)
                    .toLocalDate()
                    .equals(tx.now().atZone(zone).toLocalDate())) {
                throw Problem.of(SchedulingProblem.SESSION_NOT_TODAY)
                        .with("start", found.startsAt().atZone(zone).toOffsetDateTime());
            }
            return visits.ahead(tx, id)
                    .map(ahead -> ahead.stream()
                            .filter(visit -> visit.state() == AppointmentState.BOOKED)
                            .toList())
                    .flatMap(ahead -> notices.decide(
                                    tx,
                                    ahead.stream()
                                            .map(visit -> tell.delayed(
                                                    tx,
                                                    visit.id(),
                                                    visit.site(),
                                                    visit.startsAt(),
                                                    visit.patient(),
                                                    visit.sequence(),
                                                    by))
                                            .toList())
                            .map(told -> delayed(tx, caller, id, found, by, ahead, told)));
        });
    }

    private DelayedJson delayed(
            Tx tx, Caller caller, UUID id, Locked found, Duration by, List<Appointment> ahead, int told) {
        var session = Ids.SESSION.format(id);
        tx.withCommit(
                events.append(
                        tx,
                        Event.of(
                                "carepromise.session.delayed.v1",
                                session,
                                found.site(),
                                tx.now(),
                                Map.of(
                                        "provider", Ids.PROVIDER.format(found.provider()),
                                        "start", found.startsAt(),
                                        "delay", by.toString(),
                                        "told", told))),
                audit.note(
                        tx,
                        caller,
                        "delaySession",
                        session,
                        found.site(),
                        ahead.stream()
                                .map(visit -> visit.patient().id())
                                .flatMap(Optional::stream)
                                .distinct()
                                .toList()));
        return new DelayedJson(session, by, told);
    }
}
