package org.carepromise.callback.queue;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.CallbacksConfig;
import org.carepromise.callback.queue.QueueJson.LeaseRenewalJson;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.callback.roster.SeeAgents;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.promise.PromiseKeeper;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.tx.Tx;

/** The agent is still there, and may have begun to dial. */
@ApplicationScoped
class KeepLease {

    private final CallbackStore store;
    private final SeeAgents agents;
    private final ReturnCallbacks leases;
    private final PromiseKeeper promises;
    private final CallbacksConfig config;

    KeepLease(
            CallbackStore store,
            SeeAgents agents,
            ReturnCallbacks leases,
            PromiseKeeper promises,
            CallbacksConfig config) {
        this.store = store;
        this.agents = agents;
        this.leases = leases;
        this.promises = promises;
        this.config = config;
    }

    Uni<Callback> renew(Tx tx, Caller caller, UUID id, LeaseRenewalJson asked) {
        return held(tx, caller, id, asked.leaseToken()).flatMap(held -> {
            var until = tx.now().plus(config.leasedFor());
            var started = Optional.ofNullable(asked.startedAt()).map(at -> checked(held, at, tx.now()));
            var begun = started.map(held::begun).orElse(held);
            var renewed = begun.renewed(until);
            tx.withCommit(agents.seenAgain(tx, caller, renewed.site()));
            return store.save(tx, renewed)
                    .flatMap(saved -> started.isPresent()
                            ? kept(tx, renewed).replaceWithVoid()
                            : Uni.createFrom().voidItem())
                    .chain(() -> leases.expect(tx, renewed, until))
                    .replaceWith(renewed);
        });
    }

    /**
     * The callback, locked, that this agent holds.
     *
     * @throws Problem {@code not-found}, {@code lease-lost}
     */
    Uni<Callback> held(Tx tx, Caller caller, UUID id, UUID token) {
        return store.lock(tx, id).invoke(found -> {
            if (found == null || !caller.sites().covers(found.site())) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            boolean holds = found.state() == CallbackState.CLAIMED
                    && found.lease()
                            .filter(lease -> lease.isHeldAt(token, tx.now()))
                            .isPresent();
            if (!holds) {
                throw found.state() == CallbackState.ANSWERED
                        ? Problem.of(CallbackProblem.LEASE_LOST, "The patient got through by phone meanwhile.")
                        : Problem.of(CallbackProblem.LEASE_LOST);
            }
        });
    }

    /** @throws Problem {@code attempt-time-invalid} */
    static Instant checked(Callback held, Instant startedAt, Instant now) {
        var claimedAt = held.lease().orElseThrow().claimedAt();
        if (startedAt.isBefore(claimedAt) || startedAt.isAfter(now)) {
            throw Problem.of(CallbackProblem.ATTEMPT_TIME_INVALID).at("#/startedAt", "between the claim and now");
        }
        return startedAt;
    }

    /** The first attempt is what was promised; later ones change nothing. */
    Uni<?> kept(Tx tx, Callback begun) {
        return promises.keep(
                tx,
                PublishedPromise.CALLBACK_FIRST_ATTEMPT,
                begun.publicId(),
                begun.firstAttemptAt().orElseThrow());
    }
}
