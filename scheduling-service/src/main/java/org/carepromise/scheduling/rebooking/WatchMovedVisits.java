package org.carepromise.scheduling.rebooking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.notice.NoticeCourse;
import org.carepromise.kit.notice.Notices;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.rebooking.RebookingStore.Watched;
import org.carepromise.scheduling.reminder.TellPatients;

/** Looks after moved visits: whoever is not reached, or does not confirm in time, comes onto the worklist. */
@ApplicationScoped
class WatchMovedVisits implements TimerHandler {

    static final String KIND = "rebooking-watch";

    private final RebookingStore store;
    private final Rebookings rebookings;
    private final Notices notices;
    private final Timers timers;
    private final WatchPlan plan;

    WatchMovedVisits(
            RebookingStore store, Rebookings rebookings, Notices notices, Timers timers, RebookingsConfig config) {
        this.store = store;
        this.rebookings = rebookings;
        this.notices = notices;
        this.timers = timers;
        this.plan = new WatchPlan(config.confirmWithin(), config.watchEvery());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        var ids = due.timers().stream().map(MoveVisits::idOf).distinct().toList();
        return store.lockUnlessBusy(tx, ids).flatMap(all -> notices.courses(
                        tx.reads(),
                        all.stream().flatMap(each -> keyOf(each).stream()).toList())
                .flatMap(courses -> look(tx, due, all, courses)));
    }

    private Uni<Void> look(Tx tx, DueTimers due, List<Watched> all, Map<String, NoticeCourse> courses) {
        Map<UUID, Watched> found =
                all.stream().collect(Collectors.toMap(each -> each.rebooking().id(), Function.identity()));
        var next = new ArrayList<Timer>();
        for (var timer : due.timers()) {
            var watched = found.get(MoveVisits.idOf(timer));
            if (watched == null) {
                due.leave(timer);
            } else if (watched.rebooking().state() == RebookingState.MOVED) {
                var before = watched.rebooking();
                var step = plan.step(before, watched.visit(), keyOf(watched).map(courses::get), tx.now());
                if (!step.rebooking().equals(before)) {
                    save(tx, before, step.rebooking());
                }
                step.watchAt()
                        .ifPresent(at -> next.add(
                                Timer.of(KIND, timer.subject(), timer.tier() + 1, timer.epoch(), at, timer.site())));
            }
        }
        return timers.set(tx, next);
    }

    private void save(Tx tx, Rebooking before, Rebooking after) {
        if (before.state() == after.state()) {
            // only the time to confirm became known: nobody waits for that
            tx.withCommit(store.save(tx, after));
        } else {
            rebookings.save(tx, after);
        }
    }

    private static Optional<String> keyOf(Watched watched) {
        OptionalInt sequence = watched.rebooking().sequence();
        return sequence.isPresent()
                ? Optional.of(TellPatients.replacedKey(watched.rebooking().appointment(), sequence.getAsInt()))
                : Optional.empty();
    }
}
