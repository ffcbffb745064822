package org.carepromise.scheduling.provider;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.provider.ProviderJson.NewProviderJson;

/**
 * Gives a provider more to do, or another name, as a file says. It takes nothing away: where sessions may rest on a site or
 * visit type, somebody looks first what would be stranded.
 */
@ApplicationScoped
class ExtendProvider {

    private final Sites sites;
    private final ProviderStore store;
    private final EventLog events;

    ExtendProvider(Sites sites, ProviderStore store, EventLog events) {
        this.sites = sites;
        this.store = store;
        this.events = events;
    }

    /** @param before as it is, locked */
    Uni<Void> extend(Tx tx, Caller caller, ProviderJson before, NewProviderJson wanted) {
        CreateProvider.checkSites(sites, caller, wanted.sites());
        if (!wanted.sites().containsAll(before.sites()) || !wanted.visitTypes().containsAll(before.visitTypes())) {
            throw Problem.of(SchedulingProblem.CHANGE_NOT_IMPORTED, "A file takes no site or visit type away.")
                    .with("sites", before.sites())
                    .with("visitTypes", before.visitTypes());
        }
        return store.knowsVisitTypes(tx.reads(), wanted).flatMap(known -> {
            CreateProvider.checkVisitTypes(known);
            var changed = Event.of(
                    "carepromise.provider.updated.v1",
                    before.id(),
                    Event.EVERYWHERE,
                    tx.now(),
                    Map.of("sites", wanted.sites()));
            return tx.together(List.of(
                    store.replace(tx, Ids.PROVIDER.parse(before.id()).orElseThrow(), wanted),
                    events.append(tx, changed)));
        });
    }
}
