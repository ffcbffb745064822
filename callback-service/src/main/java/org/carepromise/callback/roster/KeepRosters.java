package org.carepromise.callback.roster;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.Ids;
import org.carepromise.callback.SpokenLanguage;
import org.carepromise.callback.roster.RosterJson.Fields;
import org.carepromise.callback.roster.RosterJson.NewRosterJson;
import org.carepromise.callback.roster.RosterJson.RosterReplacementJson;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;

/**
 * Creates, reads, replaces and removes rosters. A change counts for what is promised from now on; what was promised on a
 * roster that shrinks is looked at anew.
 */
@ApplicationScoped
class KeepRosters {

    private final RosterStore store;
    private final CapacityFallStore falls;
    private final Sites sites;
    private final EventLog events;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Pool pool;

    KeepRosters(
            RosterStore store,
            CapacityFallStore falls,
            Sites sites,
            EventLog events,
            AuditTrail audit,
            Transactions transactions,
            Pool pool) {
        this.store = store;
        this.falls = falls;
        this.sites = sites;
        this.events = events;
        this.audit = audit;
        this.transactions = transactions;
        this.pool = pool;
    }

    Uni<Roster> create(Tx tx, Caller caller, NewRosterJson asked) {
        checkSite(caller, asked.site());
        var roster = roster(IdType.next(tx.now()), asked.site(), asked, tx.now());
        tx.withCommit(
                store.insert(tx, roster),
                told(tx, "created", roster),
                noted(tx, caller, "createCallbackRoster", roster));
        return Uni.createFrom().item(roster);
    }

    Uni<List<Roster>> ofSite(Caller caller, String site, UUID after, int most) {
        checkSite(caller, site);
        return store.ofSite(pool, site, after, most);
    }

    Uni<Roster> one(Caller caller, UUID id) {
        return store.find(pool, id).map(found -> reached(caller, found));
    }

    Uni<Roster> replace(Caller caller, UUID id, RosterReplacementJson asked, String ifMatch) {
        return transactions.run(tx -> store.lock(tx, id).map(found -> {
            var roster = reached(caller, found);
            Version.check(ifMatch, asked.version(), roster.version());
            var replaced = roster.replacedBy(roster(id, roster.site(), asked, tx.now()));
            tx.withCommit(
                    falls.keep(tx, id),
                    store.update(tx, replaced),
                    told(tx, "replaced", replaced),
                    noted(tx, caller, "replaceCallbackRoster", replaced));
            return replaced;
        }));
    }

    Uni<Void> remove(Caller caller, UUID id, String ifMatch) {
        return transactions.run(tx -> store.lock(tx, id)
                .invoke(found -> {
                    var roster = reached(caller, found);
                    Version.check(ifMatch, null, roster.version());
                    tx.withCommit(
                            falls.keep(tx, id),
                            store.delete(tx, id),
                            told(tx, "removed", roster),
                            noted(tx, caller, "removeCallbackRoster", roster));
                })
                .replaceWithVoid());
    }

    private Uni<Void> told(Tx tx, String verb, Roster roster) {
        return events.append(
                tx,
                Event.of(
                        "carepromise.callback-roster." + verb + ".v1",
                        Ids.ROSTER.format(roster.id()),
                        roster.site(),
                        tx.now(),
                        Map.of()));
    }

    private Uni<Void> noted(Tx tx, Caller caller, String action, Roster roster) {
        return audit.note(tx, caller, action, Ids.ROSTER.format(roster.id()), roster.site(), List.of());
    }

    private void checkSite(Caller caller, String site) {
        if (sites.find(site).isEmpty()) {
            throw Problem.of(CallbackProblem.SITE_UNKNOWN).at("#/site", "a site of the sites file");
        }
        caller.checkCovers(site);
    }

    private static Roster reached(Caller caller, Roster found) {
        if (found == null || !caller.sites().covers(found.site())) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return found;
    }

    private static Roster roster(UUID id, String site, Fields asked, Instant now) {
        var roster = new Roster(
                id,
                site,
                asked.name(),
                asked.skills(),
                asked.languages().stream().map(SpokenLanguage::of).collect(Collectors.toUnmodifiableSet()),
                asked.weekly().stream()
                        .map(each -> new Roster.Weekly(
                                each.weekdays(), WorkInterval.of(each.startsAt(), each.endsAt(), each.agents())))
                        .toList(),
                Optional.ofNullable(asked.overrides()).orElse(List.of()).stream()
                        .map(each -> new Roster.Override(
                                each.date(),
                                each.intervals().stream()
                                        .map(it -> WorkInterval.of(it.startsAt(), it.endsAt(), it.agents()))
                                        .toList()))
                        .toList(),
                1,
                now);
        RosterRules.check(roster);
        return roster;
    }
}
