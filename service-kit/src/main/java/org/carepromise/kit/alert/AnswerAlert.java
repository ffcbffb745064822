package org.carepromise.kit.alert;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;

/** What people do with an alert: they answer for it, or pass it on. */
@ApplicationScoped
class AnswerAlert {

    private final AlertStore store;
    private final Timers timers;
    private final EventLog events;

    AnswerAlert(AlertStore store, Timers timers, EventLog events) {
        this.store = store;
        this.timers = timers;
        this.events = events;
    }

    /** Stops the walk. Of two who do it the first one answers for it, and the second sees that. */
    Uni<Alert> acknowledge(Tx tx, Caller caller, UUID id) {
        return own(tx, caller, id)
                .flatMap(alert -> alert.isAcknowledged()
                        ? Uni.createFrom().item(alert)
                        : store.acknowledge(tx, id, caller.person())
                                .call(done -> tx.together(List.of(
                                        timers.clear(tx, Alerts.STEP, done.id()),
                                        store.withdraw(tx, id),
                                        events.append(
                                                tx,
                                                done.event(
                                                        "acknowledged",
                                                        tx.now(),
                                                        Map.of(
                                                                "step",
                                                                done.step(),
                                                                "acknowledgedBy",
                                                                caller.person())))))));
    }

    /** The next step, at once. */
    Uni<Alert> passOn(Tx tx, Caller caller, UUID id) {
        return own(tx, caller, id).flatMap(alert -> {
            if (alert.isAcknowledged()) {
                throw Problem.of(AlertProblem.ALERT_ACKNOWLEDGED);
            }
            return store.steps(tx.reads(), List.of(id)).flatMap(steps -> {
                if (steps.stream().anyMatch(AlertStep::isToLastResort)) {
                    throw Problem.of(AlertProblem.ALERT_AT_LAST_RESORT);
                }
                return cutShort(tx, alert);
            });
        });
    }

    /** Call it with the alert locked. */
    Uni<Alert> cutShort(Tx tx, Alert alert) {
        return store.cutShort(tx, alert.uuid())
                .call(cut -> timers.clear(tx, Alerts.STEP, cut.id()))
                .call(cut -> timers.set(
                        tx,
                        List.of(Timer.of(Alerts.STEP, cut.id(), cut.step() + 1, cut.epoch(), tx.now(), cut.site()))));
    }

    private Uni<Alert> own(Tx tx, Caller caller, UUID id) {
        return store.lock(tx, id).invoke(alert -> {
            if (alert == null || !caller.sites().covers(alert.site())) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
        });
    }
}
