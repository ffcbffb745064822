package org.carepromise.scheduling.resource;

import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.resource.ResourceJson.NewResourceJson;
import org.carepromise.scheduling.resource.ResourceJson.ResourceReplacementJson;

/**
 * Creates and renames rooms and devices. Their site and kind stay: visits are booked on them for these. What moves, or
 * serves another purpose, is another resource.
 */
@ApplicationScoped
class KeepResources {

    private final Sites sites;
    private final ResourceStore store;
    private final EventLog events;

    KeepResources(Sites sites, ResourceStore store, EventLog events) {
        this.sites = sites;
        this.store = store;
        this.events = events;
    }

    Uni<SecondResource> create(Tx tx, Caller caller, NewResourceJson asked) {
        if (sites.find(asked.site()).isEmpty()) {
            throw Problem.of(SchedulingProblem.SITE_UNKNOWN).at("#/site", "one of GET /v1/sites");
        }
        caller.checkCovers(asked.site());
        var created = new SecondResource(IdType.next(tx.now()), asked.site(), asked.kind(), asked.name(), 1);
        tx.withCommit(store.insert(tx, created), events.append(tx, told(tx, "created", created)));
        return Uni.createFrom().item(created);
    }

    Uni<SecondResource> replace(Tx tx, Caller caller, UUID id, ResourceReplacementJson asked, String ifMatch) {
        return store.lock(tx, id).map(found -> {
            reached(caller, found);
            Version.check(ifMatch, asked.version(), found.version());
            var renamed = found.renamed(asked.name());
            tx.withCommit(store.rename(tx, renamed), events.append(tx, told(tx, "replaced", renamed)));
            return renamed;
        });
    }

    static SecondResource reached(Caller caller, SecondResource found) {
        if (found == null || !caller.sites().covers(found.site())) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return found;
    }

    private static Event told(Tx tx, String what, SecondResource resource) {
        return Event.of(
                "carepromise.resource." + what + ".v1",
                Ids.RESOURCE.format(resource.id()),
                resource.site(),
                tx.now(),
                Map.of("kind", resource.kind(), "version", resource.version()));
    }
}
