package org.carepromise.callback.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.call.SurgeJson.NewSurgeJson;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;

/** Declares surges and ends them. */
@ApplicationScoped
class KeepSurges {

    private final SurgeStore store;
    private final Sites sites;
    private final EventLog events;
    private final AuditTrail audit;
    private final Pool pool;

    KeepSurges(SurgeStore store, Sites sites, EventLog events, AuditTrail audit, Pool pool) {
        this.store = store;
        this.sites = sites;
        this.events = events;
        this.audit = audit;
        this.pool = pool;
    }

    Uni<Surge> declare(Tx tx, Caller caller, NewSurgeJson asked) {
        checkSite(caller, asked.site());
        var beginsAt = Optional.ofNullable(asked.beginsAt()).orElse(tx.now());
        SurgeRules.check(beginsAt, asked.endsAt(), tx.now());
        var surge = new Surge(
                IdType.next(tx.now()),
                asked.site(),
                beginsAt,
                asked.endsAt(),
                asked.reason(),
                asked.overflowPlan(),
                caller.person(),
                Optional.empty(),
                1,
                tx.now());
        tx.withCommit(store.insert(tx, surge), told(tx, "declared", surge), noted(tx, caller, "declareSurge", surge));
        return Uni.createFrom().item(surge);
    }

    /** @throws Problem {@code not-found}, {@code surge-over} */
    Uni<Surge> end(Tx tx, Caller caller, UUID id) {
        return store.lock(tx, id).map(locked -> {
            var found = reached(caller, locked);
            if (found.isOverAt(tx.now())) {
                throw Problem.of(CallbackProblem.SURGE_OVER);
            }
            var ended = found.ended(tx.now(), caller.person());
            tx.withCommit(store.end(tx, ended), told(tx, "ended", ended), noted(tx, caller, "endSurge", ended));
            return ended;
        });
    }

    Uni<Surge> one(Caller caller, UUID id) {
        return store.find(pool, id).map(found -> reached(caller, found));
    }

    Uni<List<Surge>> ofSite(Caller caller, String site, UUID before, int most) {
        checkSite(caller, site);
        return store.ofSite(pool, site, before, most);
    }

    private static Surge reached(Caller caller, Surge found) {
        if (found == null || !caller.sites().covers(found.site())) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return found;
    }

    private void checkSite(Caller caller, String site) {
        if (sites.find(site).isEmpty()) {
            throw Problem.of(CallbackProblem.SITE_UNKNOWN).at("#/site", "a site of the sites file");
        }
        caller.checkCovers(site);
    }

    private Uni<Void> told(Tx tx, String verb, Surge surge) {
        return events.append(
                tx,
                Event.of(
                        "carepromise.surge." + verb + ".v1",
                        surge.publicId(),
                        surge.site(),
                        tx.now(),
                        Map.of(
                                "beginsAt", surge.beginsAt().toString(),
                                "endsAt", surge.endsAt().toString())));
    }

    private Uni<Void> noted(Tx tx, Caller caller, String action, Surge surge) {
        return audit.note(tx, caller, action, surge.publicId(), surge.site(), List.of());
    }
}
