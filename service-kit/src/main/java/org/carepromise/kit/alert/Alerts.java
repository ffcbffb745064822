package org.carepromise.kit.alert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;

/**
 * Tells staff, in the transaction of what they have to hear of: whoever is on duty, then the next, at last the last resort,
 * until somebody acknowledges (docs/adr/0016-alerts.md). Alerts carry ids; nothing about a patient.
 */
@ApplicationScoped
public class Alerts {

    static final String STEP = "alert-step";

    private final AlertStore store;
    private final Timers timers;
    private final EventLog events;
    private final MeterRegistry meters;

    Alerts(AlertStore store, Timers timers, EventLog events, MeterRegistry meters) {
        this.store = store;
        this.timers = timers;
        this.events = events;
        this.meters = meters;
    }

    /** Raises one alert; where its cause has raised one before, nothing happens. Call it with the subject locked. */
    public Uni<Void> raise(Tx tx, NewAlert alert) {
        return raise(tx, List.of(alert));
    }

    /** The same for many at once. */
    public Uni<Void> raise(Tx tx, List<NewAlert> alerts) {
        if (alerts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // In one order: two that raise the same causes wait for each other, and do not wait crosswise.
        var sorted =
                alerts.stream().sorted(Comparator.comparing(NewAlert::cause)).toList();
        return store.insert(tx, sorted).flatMap(raised -> {
            var statements = new ArrayList<Uni<?>>();
            statements.add(timers.set(
                    tx,
                    raised.stream()
                            .map(alert -> Timer.of(STEP, alert.id(), 1, alert.epoch(), tx.now(), alert.site()))
                            .toList()));
            raised.forEach(alert -> {
                statements.add(events.append(tx, alert.event("raised", tx.now(), Map.of())));
                meters.counter("carepromise.alerts.raised", "kind", alert.kind())
                        .increment();
            });
            return tx.together(statements);
        });
    }
}
