package org.carepromise.messaging.emergency;

import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.thread.MessageThread;
import org.carepromise.messaging.thread.ThreadEvents;
import org.carepromise.messaging.thread.ThreadState;
import org.carepromise.messaging.thread.ThreadStore;

/** An emergency that nobody has seen in time: somebody is alerted once more, and the patient is to be called. */
@ApplicationScoped
class CallUnseen implements TimerHandler {

    static final String KIND = "emergency-unseen";

    private final ThreadStore threads;
    private final EmergencyCallbackStore callbacks;
    private final AlertOnCall alertOnCall;
    private final EventLog events;
    private final ProductClock clock;

    CallUnseen(
            ThreadStore threads,
            EmergencyCallbackStore callbacks,
            AlertOnCall alertOnCall,
            EventLog events,
            ProductClock clock) {
        this.threads = threads;
        this.callbacks = callbacks;
        this.alertOnCall = alertOnCall;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        var ids = due.timers().stream().map(CallUnseen::thread).toList();
        return threads.lockUnlessBusy(tx, ids).flatMap(all -> {
            var found = all.stream().collect(Collectors.toMap(MessageThread::id, Function.identity()));
            due.timers().stream()
                    .filter(timer -> !found.containsKey(thread(timer)))
                    .forEach(due::leave);
            return Multi.createFrom()
                    .iterable(due.timers())
                    .filter(timer -> isUnseen(found.get(thread(timer)), timer.epoch()))
                    .onItem()
                    .transformToUniAndConcatenate(timer -> call(tx, found.get(thread(timer)), timer))
                    .onItem()
                    .ignoreAsUni();
        });
    }

    /** Of this alert: a later one has a timer of its own. */
    static boolean isUnseen(MessageThread thread, long alert) {
        return thread != null
                && thread.course().emergency()
                && thread.course().state() == ThreadState.WAITING
                && thread.course().seenAt().isEmpty()
                && thread.course().alerts() == alert;
    }

    private Uni<?> call(Tx tx, MessageThread thread, Timer timer) {
        tx.withCommit(events.append(tx, ThreadEvents.of(KIND, thread, timer.dueAt())));
        return alertOnCall.raise(tx, thread, KIND).chain(() -> callbacks.insert(tx, thread, clock.machineInstant()));
    }

    private static UUID thread(Timer timer) {
        return Ids.THREAD.parse(timer.subject()).orElseThrow();
    }
}
