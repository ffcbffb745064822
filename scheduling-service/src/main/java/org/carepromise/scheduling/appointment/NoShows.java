package org.carepromise.scheduling.appointment;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;

/** Notes that nobody came, once the visit type's time for it is over. */
@ApplicationScoped
class NoShows implements TimerHandler {

    static final String KIND = "appointment-no-show";

    private final AppointmentStore store;
    private final AdvanceAppointment advance;
    private final AuditTrail audit;

    NoShows(AppointmentStore store, AdvanceAppointment advance, AuditTrail audit) {
        this.store = store;
        this.advance = advance;
        this.audit = audit;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        var ids = due.timers().stream().map(NoShows::appointment).toList();
        return store.lockUnlessBusy(tx, ids).invoke(all -> note(tx, due, all)).replaceWithVoid();
    }

    private void note(Tx tx, DueTimers due, List<Appointment> all) {
        var found = all.stream().collect(Collectors.toMap(Appointment::id, Function.identity()));
        for (var timer : due.timers()) {
            var its = found.get(appointment(timer));
            if (its == null) {
                due.leave(timer);
            } else if (its.state() == AppointmentState.BOOKED && its.sequence() == timer.epoch()) {
                advance.take(tx, its, AppointmentStep.NO_SHOW);
                tx.withCommit(audit.noteOwn(tx, "noteNoShow", timer.subject(), its.site()));
            }
        }
    }

    private static UUID appointment(Timer timer) {
        return Ids.APPOINTMENT.parse(timer.subject()).orElseThrow();
    }
}
