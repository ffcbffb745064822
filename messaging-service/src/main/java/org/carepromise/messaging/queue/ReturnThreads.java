package org.carepromise.messaging.queue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.emergency.AlertOnCall;
import org.carepromise.messaging.thread.Clocks;
import org.carepromise.messaging.thread.MessageThread;
import org.carepromise.messaging.thread.ThreadEvents;
import org.carepromise.messaging.thread.ThreadState;
import org.carepromise.messaging.thread.ThreadStore;

/** Puts back what somebody took and did not come back to: its place and its clock are as they were. */
@ApplicationScoped
public class ReturnThreads implements TimerHandler {

    static final String KIND = "thread-lease";

    private final ThreadStore threads;
    private final Clocks clocks;
    private final AlertOnCall alertOnCall;
    private final Timers timers;
    private final EventLog events;
    private final AuditTrail audit;

    ReturnThreads(
            ThreadStore threads,
            Clocks clocks,
            AlertOnCall alertOnCall,
            Timers timers,
            EventLog events,
            AuditTrail audit) {
        this.threads = threads;
        this.clocks = clocks;
        this.alertOnCall = alertOnCall;
        this.timers = timers;
        this.events = events;
        this.audit = audit;
    }

    @Override
    public String kind() {
        return KIND;
    }

    Uni<Void> expect(Tx tx, MessageThread leased, Instant until) {
        var timer = Timer.of(KIND, leased.publicId(), 0, leased.place().leaseEpoch(), until, leased.site());
        return timers.clear(tx, KIND, leased.publicId()).chain(() -> timers.set(tx, List.of(timer)));
    }

    Uni<Void> clear(Tx tx, MessageThread thread) {
        return timers.clear(tx, KIND, thread.publicId());
    }

    /** Without its lease. An emergency that was seen and not answered is one that nobody looks after: it begins anew. */
    Uni<MessageThread> back(Tx tx, MessageThread held) {
        var place = held.place().givenBack();
        if (held.course().state() != ThreadState.WAITING || !held.course().emergency()) {
            return Uni.createFrom().item(held.with(held.course(), place, tx.now()));
        }
        return clocks.raise(tx, held.with(held.course().unseen(), place, tx.now()))
                .call(unseen -> alertOnCall.ifNeeded(tx, unseen));
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        var ids = due.timers().stream().map(ReturnThreads::thread).toList();
        return threads.lockUnlessBusy(tx, ids).flatMap(all -> {
            var found = all.stream().collect(Collectors.toMap(MessageThread::id, Function.identity()));
            due.timers().stream()
                    .filter(timer -> !found.containsKey(thread(timer)))
                    .forEach(due::leave);
            return Multi.createFrom()
                    .iterable(due.timers())
                    .filter(timer -> isOf(found.get(thread(timer)), timer))
                    .onItem()
                    .transformToUniAndConcatenate(timer -> back(tx, found.get(thread(timer)))
                            .invoke(back -> tx.withCommit(
                                    threads.save(tx, back),
                                    events.append(tx, ThreadEvents.of("returned", back, timer.dueAt())),
                                    audit.noteOwn(tx, "returnThread", back.publicId(), back.site()))))
                    .onItem()
                    .ignoreAsUni();
        });
    }

    private static boolean isOf(MessageThread thread, Timer timer) {
        return thread != null
                && thread.place().lease().isPresent()
                && thread.place().leaseEpoch() == timer.epoch();
    }

    private static UUID thread(Timer timer) {
        return Ids.THREAD.parse(timer.subject()).orElseThrow();
    }
}
