package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;

/** Ends entries whose last day is over, or whose visit has begun that an earlier one would have replaced. */
@ApplicationScoped
class LapseEntries implements TimerHandler {

    static final String KIND = "waitlist-entry-over";

    private final WaitlistStore store;
    private final Sites sites;
    private final Timers timers;
    private final EventLog events;

    LapseEntries(WaitlistStore store, Sites sites, Timers timers, EventLog events) {
        this.store = store;
        this.sites = sites;
        this.timers = timers;
        this.events = events;
    }

    /** The visit that would be replaced may move: each of its starts has a timer of its own. */
    static Timer timer(WaitlistEntry entry, Instant at) {
        return Timer.of(
                KIND,
                Ids.WAITLIST_ENTRY.format(entry.id()),
                0,
                at.toEpochMilli(),
                at,
                entry.onlySite().orElse("*"));
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
                    return entry.state() == WaitlistEntryState.OPEN
                            ? replacedAt(tx, entry).flatMap(replaced -> lapseOrWait(tx, entry, replaced))
                            : Uni.createFrom().voidItem();
                });
    }

    /** Of a visit that is not booked any more: now. */
    private Uni<Optional<Instant>> replacedAt(Tx tx, WaitlistEntry entry) {
        return entry.appointment()
                .map(id -> store.replacedAt(tx.reads(), id)
                        .map(at -> Optional.of(Optional.ofNullable(at).orElse(tx.now()))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Void> lapseOrWait(Tx tx, WaitlistEntry entry, Optional<Instant> replacedAt) {
        var over = LapsePlan.over(entry.wishes(), replacedAt, sites::zoneOf).filter(at -> at.isAfter(tx.now()));
        if (over.isPresent()) {
            return timers.set(tx, List.of(timer(entry, over.get())));
        }
        var lapsed = entry.ended(WaitlistEntryState.LAPSED, tx.now());
        return store.end(tx, lapsed).flatMap(ended -> events.append(tx, WaitlistEvents.ended(lapsed)));
    }
}
