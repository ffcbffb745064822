package org.carepromise.callback.queue;

import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.CallbacksConfig;
import org.carepromise.callback.SpokenLanguage;
import org.carepromise.callback.queue.QueueJson.NextCallbackJson;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.callback.request.Lease;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;

/** Gives an agent whoever is to be called next, under a lease. */
@ApplicationScoped
class TakeNext {

    private final QueueStore queue;
    private final CallbackStore callbacks;
    private final ReturnCallbacks leases;
    private final Sites sites;
    private final CallbacksConfig config;
    private final EventLog events;
    private final AuditTrail audit;

    TakeNext(
            QueueStore queue,
            CallbackStore callbacks,
            ReturnCallbacks leases,
            Sites sites,
            CallbacksConfig config,
            EventLog events,
            AuditTrail audit) {
        this.queue = queue;
        this.callbacks = callbacks;
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
        return queue.next(tx, asked.site(), asked.skills(), languages, caller.person())
                .flatMap(found -> found == null ? Uni.createFrom().nullItem() : claimed(tx, caller, found));
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
