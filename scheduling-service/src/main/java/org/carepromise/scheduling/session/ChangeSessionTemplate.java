package org.carepromise.scheduling.session;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.session.SessionTemplateJson.SessionTemplateReplacementJson;
import org.carepromise.scheduling.session.SessionTemplateJson.Stranded;
import org.carepromise.worktime.BusinessCalendar;

/**
 * Changes a template, and its sessions with it. What is booked is never dropped on the way: a change that has no room for
 * it is refused, or leaves those sessions as they are.
 */
@ApplicationScoped
class ChangeSessionTemplate {

    private final Sites sites;
    private final SessionStore store;
    private final UpcomingSessionStore upcoming;
    private final EventLog events;
    private final AuditTrail audit;

    ChangeSessionTemplate(
            Sites sites, SessionStore store, UpcomingSessionStore upcoming, EventLog events, AuditTrail audit) {
        this.sites = sites;
        this.store = store;
        this.upcoming = upcoming;
        this.events = events;
        this.audit = audit;
    }

    /** @param dryRun only tells what the change would do; it may be asked without naming a version */
    Uni<SessionTemplateChangeJson> change(
            Tx tx, Caller caller, UUID id, SessionTemplateReplacementJson asked, String ifMatch, boolean dryRun) {
        return store.lock(tx, id).flatMap(current -> {
            if (current == null || !caller.sites().covers(current.site())) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            if (dryRun) {
                Version.checkIfNamed(ifMatch, asked.version(), current.version());
            } else {
                Version.check(ifMatch, asked.version(), current.version());
            }
            var calendar = sites.find(current.site()).orElseThrow(() -> Problem.of(SchedulingProblem.SITE_UNKNOWN));
            var changed = asked.template(
                    id,
                    current.provider(),
                    current.site(),
                    current.validFrom(),
                    current.extendedTo(),
                    dryRun ? current.version() : current.version() + 1);
            return store.provider(tx, changed.provider())
                    .invoke(offer -> CreateSessionTemplate.checkOffer(
                            offer, changed, calendar.site().zone()))
                    .flatMap(offer -> change(tx, caller, changed, calendar, asked.stranded(), dryRun));
        });
    }

    private Uni<SessionTemplateChangeJson> change(
            Tx tx,
            Caller caller,
            SessionTemplate template,
            BusinessCalendar calendar,
            Stranded stranded,
            boolean dryRun) {
        var zone = calendar.site().zone();
        var today = calendar.dateAt(tx.now());
        var from = template.validFrom().isBefore(today) ? today : template.validFrom();
        var plan = SessionPlan.of(template, calendar, from, template.extendedTo());
        if (plan.sessions().isEmpty() && !plan.closedOn().isEmpty()) {
            throw Problem.of(SchedulingProblem.TEMPLATE_MAKES_NO_SLOT);
        }
        return upcoming.read(tx, template.id(), !dryRun).flatMap(sessions -> {
            var change = TemplateChange.of(template, plan, sessions, zone, tx.now());
            var told = SessionTemplateChangeJson.of(template, plan, change, zone, dryRun);
            if (dryRun) {
                noteRead(tx, caller, template, change);
                return Uni.createFrom().item(told);
            }
            if (stranded != Stranded.KEEP) {
                checkRoom(change, zone);
            }
            return save(tx, template, change).replaceWith(told);
        });
    }

    /** A preview names patients' visits: who has seen it is noted. */
    private void noteRead(Tx tx, Caller caller, SessionTemplate template, TemplateChange change) {
        var patients = change.stranded().stream()
                .flatMap(each -> each.visits().stream())
                .map(UpcomingSession.Visit::patient)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (!change.stranded().isEmpty()) {
            tx.withCommit(audit.note(
                    tx,
                    caller,
                    "replaceSessionTemplate",
                    Ids.TEMPLATE.format(template.id()),
                    template.site(),
                    patients));
        }
    }

    private static void checkRoom(TemplateChange change, ZoneId zone) {
        if (!change.stranded().isEmpty()) {
            throw Problem.of(
                            SchedulingProblem.APPOINTMENTS_STRANDED,
                            "Move or cancel these visits first, or send stranded KEEP: their sessions then stay.")
                    .with("stranded", SessionTemplateChangeJson.stranded(change, zone))
                    .with("strandedCount", SessionTemplateChangeJson.strandedCount(change));
        }
        if (!change.overfull().isEmpty()) {
            throw Problem.of(
                            SchedulingProblem.CAPACITY_BELOW_BOOKED,
                            "Move or cancel visits first, or send stranded KEEP: these sessions then stay.")
                    .with("sessions", SessionTemplateChangeJson.overfull(change, zone));
        }
    }

    private Uni<Void> save(Tx tx, SessionTemplate template, TemplateChange change) {
        var saved = Event.of(
                "carepromise.session-template.replaced.v1",
                Ids.TEMPLATE.format(template.id()),
                template.site(),
                tx.now(),
                Map.of(
                        "provider", Ids.PROVIDER.format(template.provider()),
                        "made", change.made().size(),
                        "dropped", change.dropped().size(),
                        "changed", change.changed().size()));
        return upcoming.drop(tx, change.dropped())
                .flatMap(dropped -> upcoming.change(tx, template, change.changed()))
                .flatMap(changed -> store.insertSessions(tx, template, change.made()))
                .onFailure(Constraints.refusedBy(SessionStore.PROVIDER_OVERLAPS))
                .transform(overlap -> Problem.of(SchedulingProblem.SESSION_OVERLAPS))
                .flatMap(made -> store.replace(tx, template))
                .call(() -> events.append(tx, saved));
    }
}
