package org.carepromise.scheduling.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.provider.ProviderJson.ProviderReplacementJson;

/** Changes where a provider works, which visits they take and which languages they speak. */
@ApplicationScoped
class ReplaceProvider {

    private final Sites sites;
    private final ProviderStore store;
    private final EventLog events;

    ReplaceProvider(Sites sites, ProviderStore store, EventLog events) {
        this.sites = sites;
        this.store = store;
        this.events = events;
    }

    Uni<ProviderJson> replace(Tx tx, Caller caller, UUID id, ProviderReplacementJson provider, String ifMatch) {
        CreateProvider.checkSites(sites, caller, provider);
        return store.lock(tx, id)
                .invoke(found -> check(caller, found, provider, ifMatch))
                .call(found -> store.knowsVisitTypes(tx.reads(), provider).invoke(CreateProvider::checkKnown))
                .call(found -> store.needed(tx, id).invoke(needed -> checkNotNeeded(needed, provider)))
                .map(found -> {
                    long version = found.version() + 1;
                    var replaced = Event.of(
                            "carepromise.provider.replaced.v1",
                            Ids.PROVIDER.format(id),
                            Event.EVERYWHERE,
                            tx.now(),
                            Map.of("sites", provider.sites(), "version", version));
                    tx.withCommit(store.replace(tx, id, provider, version), events.append(tx, replaced));
                    return ProviderJson.of(id, provider, version);
                });
    }

    private static void check(
            Caller caller, ProviderStore.Known found, ProviderReplacementJson provider, String ifMatch) {
        if (found == null) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        if (!found.sites().stream().allMatch(caller.sites()::covers)) {
            throw Problem.of(HttpProblem.FORBIDDEN, "This token does not reach every site of the provider.");
        }
        Version.check(ifMatch, provider.version(), found.version());
    }

    /** Sessions are dropped by their template, which shows whom that strands; never by the way. */
    private static void checkNotNeeded(ProviderStore.Needed needed, ProviderReplacementJson provider) {
        var sites = missing(needed.sites(), provider.sites());
        var visitTypes = missing(needed.visitTypes(), provider.visitTypes());
        if (!sites.isEmpty() || !visitTypes.isEmpty()) {
            throw Problem.of(SchedulingProblem.PROVIDER_IN_USE)
                    .with("sites", sites.isEmpty() ? null : sites)
                    .with("visitTypes", visitTypes.isEmpty() ? null : visitTypes);
        }
    }

    private static List<String> missing(Set<String> needed, Collection<String> left) {
        return needed.stream().filter(name -> !left.contains(name)).toList();
    }
}
