package org.carepromise.kit.timer;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Tx;

/** Sets and clears timers in the transaction of the change that they belong to. */
@ApplicationScoped
public class Timers {

    private final TimerStore store;

    Timers(TimerStore store) {
        this.store = store;
    }

    /** Call it with the subject locked. A timer of the same kind, subject, tier and epoch that is there already stays. */
    public Uni<Void> set(Tx tx, List<Timer> timers) {
        return timers.isEmpty() ? Uni.createFrom().voidItem() : store.insert(tx, timers);
    }

    /** Removes all pending timers of a kind and subject. Call it with the subject locked. */
    public Uni<Void> clear(Tx tx, String kind, String subject) {
        return store.delete(tx, kind, subject);
    }
}
