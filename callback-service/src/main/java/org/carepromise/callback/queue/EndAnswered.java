package org.carepromise.callback.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.promise.PromiseKeeper;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.tx.Tx;

/**
 * Ends the callback of a patient who got through by phone: nobody calls any more. The promise is withdrawn, as nobody of us
 * has kept it; one that was broken by then stays broken (docs/adr/0026-calls.md).
 */
@ApplicationScoped
public class EndAnswered {

    private final CallbackStore store;
    private final ReturnCallbacks leases;
    private final PromiseKeeper promises;
    private final EventLog events;
    private final AuditTrail audit;

    EndAnswered(
            CallbackStore store, ReturnCallbacks leases, PromiseKeeper promises, EventLog events, AuditTrail audit) {
        this.store = store;
        this.leases = leases;
        this.promises = promises;
        this.events = events;
        this.audit = audit;
    }

    /**
     * @param contactKeys of the caller's number
     * @param topic of the call
     * @param answeredAt when a person answered it: what was asked for later is not meant
     */
    public Uni<Void> gotThrough(
            Tx tx, Caller caller, String site, List<String> contactKeys, Optional<String> topic, Instant answeredAt) {
        return store.lockWaitingAt(tx, site, contactKeys, answeredAt)
                .flatMap(waited -> GotThroughRules.meant(waited, topic)
                        .map(meant -> end(tx, caller, meant))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Which of some contact keys have an open callback at one of the sites: the others need no look at each. */
    public Uni<Set<String>> waiting(Tx tx, Collection<String> sites, Collection<String> contactKeys) {
        return store.waitingContacts(tx.reads(), sites, contactKeys);
    }

    private Uni<Void> end(Tx tx, Caller caller, Callback waiting) {
        var ended = waiting.answered(tx.now());
        return store.save(tx, ended)
                .chain(() -> promises.withdraw(tx, PublishedPromise.CALLBACK_FIRST_ATTEMPT, ended.publicId()))
                .chain(() -> leases.clear(tx, ended))
                .invoke(() -> tx.withCommit(
                        events.append(tx, CallbackEvents.of("answered", ended, tx.now())),
                        audit.note(tx, caller, "reportCall", ended.publicId(), ended.site(), ended.patients())));
    }
}
