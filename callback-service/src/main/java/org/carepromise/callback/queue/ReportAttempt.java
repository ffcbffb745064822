package org.carepromise.callback.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbacksConfig;
import org.carepromise.callback.admission.Window;
import org.carepromise.callback.queue.QueueJson.NewAttemptJson;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.callback.request.CallingHoursPlan;
import org.carepromise.callback.roster.SeeAgents;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.notice.NewNotice;
import org.carepromise.kit.notice.Notices;
import org.carepromise.kit.notice.Purpose;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;

/** Notes how an attempt ended: the callback is done, or tried again, or given up. */
@ApplicationScoped
class ReportAttempt {

    private static final Purpose UNREACHABLE = Purpose.mustGo("callback-unreachable");
    private static final Duration USEFUL_FOR = Duration.ofDays(2);
    private static final Duration LOOKED_AHEAD = Duration.ofDays(30);

    private final KeepLease leases;
    private final ReturnCallbacks returns;
    private final QueueStore queue;
    private final CallbackStore store;
    private final SeeAgents agents;
    private final Sites sites;
    private final Notices notices;
    private final EventLog events;
    private final AuditTrail audit;
    private final RetryPlan plan;

    ReportAttempt(
            KeepLease leases,
            ReturnCallbacks returns,
            QueueStore queue,
            CallbackStore store,
            SeeAgents agents,
            Sites sites,
            Notices notices,
            EventLog events,
            AuditTrail audit,
            CallbacksConfig config) {
        this.leases = leases;
        this.returns = returns;
        this.queue = queue;
        this.store = store;
        this.agents = agents;
        this.sites = sites;
        this.notices = notices;
        this.events = events;
        this.audit = audit;
        this.plan = new RetryPlan(config.attempts(), config.retryAfter(), config.busyRetryAfter());
    }

    Uni<Callback> report(Tx tx, Caller caller, UUID id, NewAttemptJson asked) {
        return leases.held(tx, caller, id, asked.leaseToken()).flatMap(held -> {
            var startedAt = Optional.ofNullable(asked.startedAt())
                    .map(at -> KeepLease.checked(held, at, tx.now()))
                    .orElseGet(() -> held.lease().orElseThrow().claimedAt());
            var begun = held.begun(startedAt);
            var after = after(tx, begun, asked.outcome());
            return queue.insertAttempt(tx, held, after.attempts(), asked.outcome(), startedAt)
                    .chain(() -> store.save(tx, after))
                    .chain(() -> leases.kept(tx, begun))
                    .chain(() -> returns.clear(tx, after))
                    .chain(() -> after.state() == CallbackState.UNREACHABLE
                            ? notices.decide(tx, unreachable(tx, after)).replaceWithVoid()
                            : Uni.createFrom().voidItem())
                    .invoke(() -> {
                        if (after.state() == CallbackState.REACHED) {
                            tx.withCommit(events.append(tx, CallbackEvents.contact(after, tx.now())));
                        }
                    })
                    .invoke(() -> tx.withCommit(
                            agents.seenAgain(tx, caller, after.site()),
                            events.append(tx, CallbackEvents.attempted(after, asked.outcome(), tx.now())),
                            audit.note(
                                    tx,
                                    caller,
                                    "reportCallbackAttempt",
                                    after.publicId(),
                                    after.site(),
                                    after.patients())))
                    .replaceWith(after);
        });
    }

    private Callback after(Tx tx, Callback begun, AttemptOutcome outcome) {
        return plan.end(outcome, begun.attempts() + 1)
                .map(state -> begun.ended(state, tx.now()))
                .orElseGet(() -> begun.toBeTriedAgain(retryAt(begun, plan.wait(outcome), tx.now())));
    }

    /** A site that is closed for so long is tried again as soon as somebody is there. */
    private Instant retryAt(Callback callback, Duration wait, Instant now) {
        var open = sites.find(callback.site())
                .map(calendar -> calendar.openings(now, now.plus(LOOKED_AHEAD)).stream()
                        .map(opening -> new Window(opening.opensAt(), opening.closesAt()))
                        .toList())
                .orElse(List.of());
        return RetryPlan.after(now, wait, open, CallingHoursPlan.windows(callback.zone(), now, LOOKED_AHEAD))
                .orElse(now.plus(wait));
    }

    private static NewNotice unreachable(Tx tx, Callback callback) {
        return new NewNotice(
                UNREACHABLE.id() + ":" + callback.publicId(),
                UNREACHABLE,
                UNREACHABLE.id(),
                callback.publicId(),
                callback.site(),
                callback.patient(),
                Map.of(),
                tx.now(),
                tx.now().plus(USEFUL_FOR),
                Optional.empty());
    }
}
