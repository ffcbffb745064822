package org.carepromise.scheduling.waitlist;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;

/** Ends entries whose last day is over. */
@ApplicationScoped
class LapseEntries implements TimerHandler {

    static final String KIND = "waitlist-entry-over";

    private final WaitlistStore store;
    private final EventLog events;

    LapseEntries(WaitlistStore store, EventLog events) {
        this.store = store;
        this.events = events;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        return Multi.createFrom()
                .iterable(due.timers())
                .onItem()
                .transformToUniAndConcatenate(timer -> lapse(tx, due, timer))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> lapse(Tx tx, DueTimers due, Timer timer) {
        return store.tryLock(tx, Ids.WAITLIST_ENTRY.parse(timer.subject()).orElseThrow())
                .flatMap(entry -> {
                    if (entry == null) {
                        due.leave(timer);
                        return Uni.createFrom().voidItem();
                    }
                    if (entry.state() != WaitlistEntryState.OPEN) {
                        return Uni.createFrom().voidItem();
                    }
                    var lapsed = entry.ended(WaitlistEntryState.LAPSED, tx.now());
                    return store.end(tx, lapsed).flatMap(ended -> events.append(tx, WaitlistEvents.ended(lapsed)));
                });
    }
}
