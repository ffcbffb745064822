package org.carepromise.scheduling.provider;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.provider.ProviderJson.NewProviderJson;
import org.carepromise.scheduling.provider.ProviderJson.ProviderFields;

@ApplicationScoped
class CreateProvider {

    private final Sites sites;
    private final ProviderStore store;
    private final EventLog events;

    CreateProvider(Sites sites, ProviderStore store, EventLog events) {
        this.sites = sites;
        this.store = store;
        this.events = events;
    }

    Uni<ProviderJson> create(Tx tx, Caller caller, NewProviderJson provider) {
        checkSites(sites, caller, provider);
        return store.knowsVisitTypes(tx.reads(), provider).flatMap(known -> {
            checkKnown(known);
            var id = IdType.next(tx.now());
            var created = Event.of(
                    "carepromise.provider.created.v1",
                    Ids.PROVIDER.format(id),
                    Event.EVERYWHERE,
                    tx.now(),
                    Map.of("sites", provider.sites()));
            return store.insert(tx, id, provider)
                    .flatMap(inserted -> events.append(tx, created))
                    .replaceWith(() -> ProviderJson.of(id, provider, 1));
        });
    }

    static void checkSites(Sites sites, Caller caller, ProviderFields provider) {
        for (var site : provider.sites()) {
            if (sites.find(site).isEmpty()) {
                throw Problem.of(SchedulingProblem.SITE_UNKNOWN).at("#/sites", "one of GET /v1/sites");
            }
            caller.checkCovers(site);
        }
    }

    static void checkKnown(boolean known) {
        if (!known) {
            throw Problem.of(SchedulingProblem.VISIT_TYPE_UNKNOWN).at("#/visitTypes", "one of GET /v1/visit-types");
        }
    }
}
