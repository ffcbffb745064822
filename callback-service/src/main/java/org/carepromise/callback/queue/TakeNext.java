package org.carepromise.callback.queue;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.CallbacksConfig;
import org.carepromise.callback.SpokenLanguage;
import org.carepromise.callback.queue.QueueJson.NextCallbackJson;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.callback.request.Lease;
import org.carepromise.callback.request.SitePool.Served;
import org.carepromise.callback.request.SitePools;
import org.carepromise.callback.roster.SeeAgents;
import org.carepromise.callback.roster.SeenAgent;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;

/** Gives an agent whoever is to be called next, under a lease. */
@ApplicationScoped
class TakeNext {

    /** Of each scarcer pool: what is due later than so many others is for a later turn. */
    private static final int LOOKED_AT = 100;

    private final QueueStore queue;
    private final CallbackStore callbacks;
    private final SitePools pools;
    private final SeeAgents agents;
    private final ReturnCallbacks leases;
    private final Sites sites;
    private final CallbacksConfig config;
    private final EventLog events;
    private final AuditTrail audit;

    TakeNext(
            QueueStore queue,
            CallbackStore callbacks,
            SitePools pools,
            SeeAgents agents,
            ReturnCallbacks leases,
            Sites sites,
            CallbacksConfig config,
            EventLog events,
            AuditTrail audit) {
        this.queue = queue;
        this.callbacks = callbacks;
        this.pools = pools;
        this.agents = agents;
        this.leases = leases;
        this.sites = sites;
        this.config = config;
        this.events = events;
        this.audit = audit;
    }

    /** @return null where nobody is to be called now */
    Uni<Callback> take(Tx tx, Caller caller, NextCallbackJson asked) {
        if (sites.find(asked.site()).isEmpty()) {
            throw Problem.of(CallbackProblem.SITE_UNKNOWN).at("#/site", "a site of the sites file");
        }
        caller.checkCovers(asked.site());
        var languages = asked.languages().stream().map(SpokenLanguage::of).collect(Collectors.toUnmodifiableSet());
        tx.withCommit(agents.seen(tx, caller, asked.site(), new SeenAgent(asked.skills(), languages)));
        return queue.next(tx, asked.site(), asked.skills(), languages, caller.person())
                .flatMap(found -> found == null
                        ? Uni.createFrom().nullItem()
                        : fair(tx, found, serves(asked.skills(), languages))
                                .flatMap(next -> claimed(tx, caller, next)));
    }

    private static List<Served> serves(Set<String> skills, Set<String> languages) {
        return skills.stream()
                .flatMap(skill -> languages.stream().map(language -> new Served(skill, language)))
                .toList();
    }

    /** That one, or one of a scarcer pool of the agent that would suffer. */
    private Uni<Callback> fair(Tx tx, Callback found, List<Served> serves) {
        if (serves.size() == 1 || !waitsInTurn(found)) {
            return Uni.createFrom().item(found);
        }
        return pools.rosteredOf(tx.reads(), found.site()).flatMap(rostered -> {
            var its = new Served(found.skill(), found.language());
            var scarcer = ScarcerPoolFinder.scarcer(rostered, serves, its, tx.now());
            return scarcer.isEmpty()
                    ? Uni.createFrom().item(found)
                    : callbacks
                            .waitingFirst(tx.reads(), found.site(), scarcer.keySet(), LOOKED_AT)
                            .map(waiting ->
                                    ScarcerPoolFinder.first(rostered, scarcer, waiting, found.dueAt(), tx.now()))
                            .flatMap(first -> ofFirst(tx, found, first));
        });
    }

    /** What a supervisor gave to the agent or put first comes before what is fair. */
    private static boolean waitsInTurn(Callback found) {
        return found.state() == CallbackState.QUEUED
                && found.assignedTo().isEmpty()
                && found.putFirstAt().isEmpty();
    }

    /** The first of these pools in which somebody may be called now; else the one that was found. */
    private Uni<Callback> ofFirst(Tx tx, Callback found, List<Served> first) {
        if (first.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        var pool = first.get(0);
        return queue.nextFirstAttempt(tx, found.site(), pool)
                .flatMap(its -> its == null
                        ? ofFirst(tx, found, first.subList(1, first.size()))
                        : Uni.createFrom().item(its));
    }

    private Uni<Callback> claimed(Tx tx, Caller caller, Callback found) {
        var lease =
                new Lease(UUID.randomUUID(), caller.person(), tx.now(), tx.now().plus(config.leasedFor()));
        var claimed = found.claimed(lease);
        tx.withCommit(
                callbacks.save(tx, claimed),
                events.append(tx, CallbackEvents.of("claimed", claimed, tx.now())),
                audit.note(tx, caller, "takeNextCallback", claimed.publicId(), claimed.site(), claimed.patients()));
        return leases.expect(tx, claimed, lease.until()).replaceWith(claimed);
    }
}
