package org.carepromise.messaging.queue;

import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.thread.MessageThread;
import org.carepromise.messaging.thread.TellPatients;
import org.carepromise.messaging.thread.ThreadEvents;
import org.carepromise.messaging.thread.ThreadStore;

/** An urgent answer that the patient has not opened becomes a call to be made. */
@ApplicationScoped
class CallUnopened implements TimerHandler {

    private final QueueStore queue;
    private final ThreadStore threads;
    private final EventLog events;

    CallUnopened(QueueStore queue, ThreadStore threads, EventLog events) {
        this.queue = queue;
        this.threads = threads;
        this.events = events;
    }

    @Override
    public String kind() {
        return TellPatients.OPENING;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        var ids = due.timers().stream().map(CallUnopened::thread).toList();
        var messages = due.timers().stream().map(CallUnopened::message).toList();
        return threads.lockUnlessBusy(tx, ids)
                .flatMap(all -> queue.unopened(tx.reads(), messages).invoke(unopened -> {
                    var found = all.stream().collect(Collectors.toMap(MessageThread::id, Function.identity()));
                    call(tx, due, found, new HashSet<>(unopened));
                }))
                .replaceWithVoid();
    }

    private void call(Tx tx, DueTimers due, Map<UUID, MessageThread> found, HashSet<UUID> unopened) {
        for (var timer : due.timers()) {
            var its = found.get(thread(timer));
            if (its == null) {
                due.leave(timer);
            } else if (unopened.contains(message(timer))
                    && !its.course().state().isOpen()) {
                tx.withCommit(
                        queue.callDue(tx, its.id()),
                        events.append(tx, ThreadEvents.of("answer-unopened", its, timer.dueAt())));
            }
        }
    }

    private static UUID thread(Timer timer) {
        return Ids.THREAD.parse(timer.subject()).orElseThrow();
    }

    private static UUID message(Timer timer) {
        return UUID.fromString(timer.data().getString(TellPatients.MESSAGE));
    }
}
