package org.carepromise.scheduling.rebooking;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.appointment.ReplaceVisit;
import org.carepromise.scheduling.appointment.ReplaceVisit.Replaced;

/**
 * Moves the visits of a cancelled session, each in a transaction of its own, a few at a time. A crash leaves timers behind,
 * and those find what is moved already.
 */
@ApplicationScoped
class MoveVisits implements TimerHandler {

    static final String KIND = "rebooking-move";

    private static final int AT_ONCE = 4;

    // The claim's transaction is open meanwhile, and must not be for long.
    private static final int BATCH = 40;

    private final Transactions transactions;
    private final RebookingStore store;
    private final Rebookings rebookings;
    private final ReplaceVisit replaceVisit;
    private final Timers timers;
    private final RebookingsConfig config;

    MoveVisits(
            Transactions transactions,
            RebookingStore store,
            Rebookings rebookings,
            ReplaceVisit replaceVisit,
            Timers timers,
            RebookingsConfig config) {
        this.transactions = transactions;
        this.store = store;
        this.rebookings = rebookings;
        this.replaceVisit = replaceVisit;
        this.timers = timers;
        this.config = config;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        due.timers().stream().skip(BATCH).forEach(due::leave);
        return Multi.createFrom()
                .iterable(due.timers())
                .select()
                .first(BATCH)
                .onItem()
                .transformToUni(timer -> transactions.run(own -> move(own, idOf(timer))))
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> move(Tx tx, UUID id) {
        return store.lock(tx, id).flatMap(found -> {
            if (found == null || found.state() != RebookingState.PENDING) {
                return Uni.createFrom().voidItem();
            }
            return replaceVisit
                    .replace(
                            tx,
                            found.appointment(),
                            found.session(),
                            tx.now().plus(config.tellBefore()),
                            config.sameProviderWithin())
                    .invoke(replaced -> save(tx, found, replaced))
                    .replaceWithVoid();
        });
    }

    private void save(Tx tx, Rebooking found, Replaced replaced) {
        switch (replaced.result()) {
            case MOVED -> {
                rebookings.save(tx, found.moved(replaced.appointment().sequence()));
                tx.withCommit(timers.set(
                        tx,
                        List.of(Timer.of(
                                WatchMovedVisits.KIND,
                                Ids.REBOOKING.format(found.id()),
                                0,
                                0,
                                tx.now().plus(config.watchEvery()),
                                found.site()))));
            }
            case CANCELLED -> rebookings.save(tx, found.opened(OpenReason.NO_TIME_FOUND));
            case PATIENT_IS_HERE -> rebookings.save(tx, found.opened(OpenReason.PATIENT_IS_HERE));
            case CHANGED_BEFORE -> rebookings.save(tx, found.closed(RebookingOutcome.CHANGED_BY_PATIENT, tx.now()));
        }
    }

    static UUID idOf(Timer timer) {
        return Ids.REBOOKING.parse(timer.subject()).orElseThrow();
    }
}
