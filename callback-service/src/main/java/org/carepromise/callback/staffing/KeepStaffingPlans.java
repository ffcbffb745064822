package org.carepromise.callback.staffing;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.callback.Ids;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;

/** Stores, lists, reads and removes plans. */
@ApplicationScoped
class KeepStaffingPlans {

    private final StaffingPlanStore store;
    private final Sites sites;
    private final EventLog events;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Pool pool;

    KeepStaffingPlans(
            StaffingPlanStore store,
            Sites sites,
            EventLog events,
            AuditTrail audit,
            Transactions transactions,
            Pool pool) {
        this.store = store;
        this.sites = sites;
        this.events = events;
        this.audit = audit;
        this.transactions = transactions;
        this.pool = pool;
    }

    Uni<SavedPlan> create(Tx tx, Caller caller, SavedPlan draft) {
        tx.withCommit(
                store.insert(tx, draft), told(tx, "created", draft), noted(tx, caller, "createStaffingPlan", draft));
        return Uni.createFrom().item(draft);
    }

    Uni<List<StaffingPlanStore.Listed>> ofSite(Caller caller, String site, UUID before, int most) {
        DraftStaffing.calendarOf(sites, caller, site);
        return store.ofSite(pool, site, before, most);
    }

    Uni<SavedPlan> one(Caller caller, UUID id) {
        return store.find(pool, id).map(found -> reached(caller, found));
    }

    Uni<Void> remove(Caller caller, UUID id, String ifMatch) {
        return transactions.run(tx -> store.lock(tx, id)
                .invoke(found -> {
                    var plan = reached(caller, found);
                    Version.check(ifMatch, null, SavedPlan.VERSION);
                    tx.withCommit(
                            store.delete(tx, id),
                            told(tx, "removed", plan),
                            noted(tx, caller, "removeStaffingPlan", plan));
                })
                .replaceWithVoid());
    }

    private Uni<Void> told(Tx tx, String verb, SavedPlan plan) {
        return events.append(
                tx,
                Event.of(
                        "carepromise.staffing-plan." + verb + ".v1",
                        Ids.STAFFING_PLAN.format(plan.id()),
                        plan.site(),
                        tx.now(),
                        Map.of()));
    }

    private Uni<Void> noted(Tx tx, Caller caller, String action, SavedPlan plan) {
        return audit.note(tx, caller, action, Ids.STAFFING_PLAN.format(plan.id()), plan.site(), List.of());
    }

    private static SavedPlan reached(Caller caller, SavedPlan found) {
        if (found == null || !caller.sites().covers(found.site())) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return found;
    }
}
