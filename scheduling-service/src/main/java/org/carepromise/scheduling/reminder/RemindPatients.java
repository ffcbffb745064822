package org.carepromise.scheduling.reminder;

import java.util.ArrayList;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.notice.NewNotice;
import org.carepromise.kit.notice.Notices;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;

/** Decides reminders when they fall due: for those who still have the visit that the timer was set for. */
@ApplicationScoped
class RemindPatients implements TimerHandler {

    private final ReminderStore store;
    private final TellPatients tell;
    private final Notices notices;

    RemindPatients(ReminderStore store, TellPatients tell, Notices notices) {
        this.store = store;
        this.tell = tell;
        this.notices = notices;
    }

    @Override
    public String kind() {
        return TellPatients.REMINDER;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        var ids = due.timers().stream()
                .map(RemindPatients::appointment)
                .distinct()
                .toList();
        return store.lock(tx, ids).flatMap(all -> {
            var found =
                    all.stream().collect(Collectors.toMap(each -> each.visit().appointment(), Function.identity()));
            var decided = new ArrayList<NewNotice>();
            for (var timer : due.timers()) {
                var its = found.get(appointment(timer));
                if (its == null) {
                    due.leave(timer);
                } else if (its.isBooked() && its.visit().sequence() == timer.epoch()) {
                    decided.add(tell.reminder(tx, its.visit(), timer.tier()));
                }
            }
            return notices.decide(tx, decided).replaceWithVoid();
        });
    }

    private static UUID appointment(Timer timer) {
        return Ids.APPOINTMENT.parse(timer.subject()).orElseThrow();
    }
}
