package org.carepromise.scheduling.session;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.session.SessionTemplateJson.NewSessionTemplateJson;
import org.carepromise.worktime.BusinessCalendar;

@ApplicationScoped
class CreateSessionTemplate {

    private final Sites sites;
    private final SessionStore store;
    private final EventLog events;

    CreateSessionTemplate(Sites sites, SessionStore store, EventLog events) {
        this.sites = sites;
        this.store = store;
        this.events = events;
    }

    Uni<SessionTemplateJson> create(Tx tx, Caller caller, NewSessionTemplateJson asked) {
        var calendar = sites.find(asked.site())
                .orElseThrow(() -> Problem.of(SchedulingProblem.SITE_UNKNOWN).at("#/site", "one of GET /v1/sites"));
        caller.checkCovers(asked.site());
        var today = calendar.dateAt(tx.now());
        var template = asked.template(
                IdType.next(tx.now()),
                Ids.inBody(Ids.PROVIDER, asked.provider(), SchedulingProblem.PROVIDER_UNKNOWN),
                asked.site(),
                today,
                today.plusDays(SessionPlan.HORIZON_DAYS),
                1);
        return store.provider(tx, template.provider())
                .invoke(offer -> checkOffer(offer, template, calendar.site().zone()))
                .flatMap(offer -> save(tx, template, calendar, today));
    }

    private Uni<SessionTemplateJson> save(Tx tx, SessionTemplate template, BusinessCalendar calendar, LocalDate today) {
        var from = template.validFrom().isBefore(today) ? today : template.validFrom();
        if (SessionPlan.of(template, calendar, from, from.plusDays(SessionPlan.HORIZON_DAYS))
                .sessions()
                .isEmpty()) {
            throw Problem.of(SchedulingProblem.TEMPLATE_MAKES_NO_SLOT);
        }
        // A week that begins beyond the horizon is saved; its sessions come as days pass.
        var plan = SessionPlan.of(template, calendar, from, template.extendedTo());
        return store.insert(tx, template, plan)
                .onFailure(Constraints.refusedBy(SessionStore.PROVIDER_OVERLAPS))
                .transform(overlap -> Problem.of(SchedulingProblem.SESSION_OVERLAPS))
                .flatMap(inserted -> events.append(tx, saved(tx, template, plan)))
                .replaceWith(() -> SessionTemplateJson.saved(template, plan));
    }

    static void checkOffer(SessionStore.Offer offer, SessionTemplate template, ZoneId zone) {
        if (offer == null) {
            throw Problem.of(SchedulingProblem.PROVIDER_UNKNOWN).at("#/provider", "one of GET /v1/providers");
        }
        if (!offer.sites().contains(template.site())) {
            throw Problem.of(SchedulingProblem.PROVIDER_NOT_AT_SITE).with("sites", offer.sites());
        }
        TemplateRules.check(template, zone, offer.visitTypes());
    }

    private static Event saved(Tx tx, SessionTemplate template, SessionPlan plan) {
        return Event.of(
                "carepromise.session-template.saved.v1",
                Ids.TEMPLATE.format(template.id()),
                template.site(),
                tx.now(),
                Map.of(
                        "provider",
                        Ids.PROVIDER.format(template.provider()),
                        "sessions",
                        plan.sessions().size()));
    }
}
