package org.carepromise.callback.queue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.Ids;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;

/** Puts back what an agent took and did not come back to: its place in the queue and its promise are as they were. */
@ApplicationScoped
public class ReturnCallbacks implements TimerHandler {

    static final String KIND = "callback-lease";

    private final CallbackStore store;
    private final Timers timers;
    private final EventLog events;
    private final AuditTrail audit;

    ReturnCallbacks(CallbackStore store, Timers timers, EventLog events, AuditTrail audit) {
        this.store = store;
        this.timers = timers;
        this.events = events;
        this.audit = audit;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Sets the timer of a lease, and clears that of the one before. */
    Uni<Void> expect(Tx tx, Callback leased, Instant until) {
        var timer = Timer.of(KIND, leased.publicId(), 0, leased.leaseEpoch(), until, leased.site());
        return timers.clear(tx, KIND, leased.publicId()).chain(() -> timers.set(tx, List.of(timer)));
    }

    public Uni<Void> clear(Tx tx, Callback callback) {
        return timers.clear(tx, KIND, callback.publicId());
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        var ids = due.timers().stream().map(ReturnCallbacks::callback).toList();
        return store.lockUnlessBusy(tx, ids)
                .invoke(all -> giveBack(tx, due, all))
                .replaceWithVoid();
    }

    private void giveBack(Tx tx, DueTimers due, List<Callback> all) {
        var found = all.stream().collect(Collectors.toMap(Callback::id, Function.identity()));
        for (var timer : due.timers()) {
            var its = found.get(callback(timer));
            if (its == null) {
                due.leave(timer);
            } else if (its.state() == CallbackState.CLAIMED && its.leaseEpoch() == timer.epoch()) {
                var back = its.givenBack();
                tx.withCommit(
                        store.save(tx, back),
                        events.append(tx, CallbackEvents.of("returned", back, timer.dueAt())),
                        audit.noteOwn(tx, "returnCallback", timer.subject(), back.site()));
            }
        }
    }

    private static UUID callback(Timer timer) {
        return Ids.CALLBACK.parse(timer.subject()).orElseThrow();
    }
}
