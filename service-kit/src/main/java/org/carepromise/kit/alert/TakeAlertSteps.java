package org.carepromise.kit.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.site.ConfigurationFiles;
import org.carepromise.kit.site.SiteDirectory;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.worktime.DutyContact;

/**
 * Takes the next step of each alert that nobody has acknowledged in time: asks the roster who is on duty now, decides the
 * message, and sets the timer of the step after it.
 */
@ApplicationScoped
class TakeAlertSteps implements TimerHandler {

    private static final Logger LOG = Logger.getLogger(TakeAlertSteps.class);

    private final AlertStore store;
    private final Timers timers;
    private final EventLog events;
    private final ConfigurationFiles files;
    private final ProductClock clock;
    private final AlertsConfig config;
    private final MeterRegistry meters;

    TakeAlertSteps(
            AlertStore store,
            Timers timers,
            EventLog events,
            ConfigurationFiles files,
            ProductClock clock,
            AlertsConfig config,
            MeterRegistry meters) {
        this.store = store;
        this.timers = timers;
        this.events = events;
        this.files = files;
        this.clock = clock;
        this.config = config;
        this.meters = meters;
    }

    @Override
    public String kind() {
        return Alerts.STEP;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        var byAlert = new LinkedHashMap<UUID, List<Timer>>();
        due.timers().forEach(timer -> Alert.ID.parse(timer.subject()).ifPresent(id -> byAlert.computeIfAbsent(
                        id, first -> new ArrayList<>())
                .add(timer)));
        return store.lockFree(tx, byAlert.keySet()).flatMap(held -> {
            held.stream().filter(each -> !each.isFree()).forEach(each -> byAlert.get(each.id())
                    .forEach(due::leave));
            var waiting = held.stream()
                    .filter(AlertStore.Held::isFree)
                    .map(AlertStore.Held::alert)
                    .filter(alert -> byAlert.get(alert.uuid()).stream().anyMatch(timer -> isNext(timer, alert)))
                    .toList();
            return waiting.isEmpty() ? Uni.createFrom().voidItem() : step(tx, waiting);
        });
    }

    private static boolean isNext(Timer timer, Alert alert) {
        return !alert.isAcknowledged() && timer.epoch() == alert.epoch() && timer.tier() == alert.step() + 1;
    }

    private Uni<Void> step(Tx tx, List<Alert> alerts) {
        var ids = alerts.stream().map(Alert::uuid).toList();
        return store.steps(tx.reads(), ids)
                .map(steps -> steps.stream().collect(Collectors.groupingBy(AlertStep::alert)))
                .flatMap(earlier -> save(tx, decide(tx.now(), alerts, earlier)));
    }

    /** What a batch comes to. */
    private record Decided(List<AlertStep> steps, List<Alert> newlyUnanswered, Map<UUID, Alert> alerts) {}

    private Decided decide(Instant now, List<Alert> alerts, Map<UUID, List<AlertStep>> earlier) {
        var sites = files.current().sites();
        var steps = new ArrayList<AlertStep>();
        var unanswered = new ArrayList<Alert>();
        for (var alert : alerts) {
            var facts = facts(now, alert, earlier.getOrDefault(alert.uuid(), List.of()), sites);
            if (AlertPlan.isUnanswered(facts) && alert.state() == AlertState.OPEN) {
                unanswered.add(alert.unanswered(now));
            }
            AlertPlan.next(facts).map(next -> taken(now, alert, next)).ifPresent(steps::add);
        }
        return new Decided(steps, unanswered, alerts.stream().collect(Collectors.toMap(Alert::uuid, each -> each)));
    }

    private AlertPlan.Facts facts(Instant now, Alert alert, List<AlertStep> earlier, SiteDirectory sites) {
        var ladder = AlertPlan.ladder(sites, alert.site(), alert.post(), now);
        if (!ladder.ofRoster()) {
            LOG.errorf(
                    "site %s has no duty roster %s: alert %s goes to %s",
                    alert.site(), alert.post(), alert.id(), ladder.lastResort().channel());
        }
        return AlertPlan.facts(earlier, ladder, config.lastResortRepeats());
    }

    private static AlertStep taken(Instant now, Alert alert, AlertPlan.Next next) {
        var delivery = next.contact().channel() == DutyContact.Channel.DESK
                ? AlertStep.Delivery.AT_DESK
                : AlertStep.Delivery.PENDING;
        return new AlertStep(
                alert.uuid(),
                alert.step() + 1,
                next.rung(),
                next.person().orElse(null),
                next.contact(),
                now,
                delivery,
                0);
    }

    private Uni<Void> save(Tx tx, Decided decided) {
        var statements = new ArrayList<Uni<?>>();
        if (!decided.newlyUnanswered().isEmpty()) {
            statements.add(store.unanswered(tx, decided.newlyUnanswered()));
        }
        if (!decided.steps().isEmpty()) {
            statements.add(store.insertSteps(tx, decided.steps(), clock.machineInstant()));
            statements.add(store.stepped(tx, decided.steps()));
            statements.add(timers.set(
                    tx,
                    decided.steps().stream()
                            .map(step -> nextTimer(step, decided.alerts().get(step.alert())))
                            .toList()));
        }
        decided.newlyUnanswered().forEach(alert -> {
            statements.add(events.append(tx, alert.event("unanswered", tx.now(), Map.of())));
            LOG.errorf(
                    "nobody answers alert %s (%s) at site %s, not even the last resort",
                    alert.id(), alert.kind(), alert.site());
            meters.counter("carepromise.alerts.unanswered", "site", alert.site())
                    .increment();
        });
        decided.steps().forEach(step -> {
            statements.add(
                    events.append(tx, decided.alerts().get(step.alert()).event("stepped", tx.now(), told(step))));
            meters.counter("carepromise.alerts.steps", "rung", step.rung().name())
                    .increment();
        });
        return statements.isEmpty() ? Uni.createFrom().voidItem() : tx.together(statements);
    }

    /** From now on, not from when it was due: whoever is told late has as long to answer as everybody else. */
    private Timer nextTimer(AlertStep step, Alert alert) {
        return Timer.of(
                Alerts.STEP,
                alert.id(),
                step.step() + 1,
                alert.epoch(),
                step.at().plus(config.acknowledgeWithin(alert.kind())),
                alert.site());
    }

    private static Map<String, Object> told(AlertStep step) {
        var told = new LinkedHashMap<String, Object>();
        told.put("step", step.step());
        told.put("rung", step.rung().name());
        if (step.person() != null) {
            told.put("person", step.person());
        }
        return told;
    }
}
