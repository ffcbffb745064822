package org.carepromise.messaging.thread;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.messaging.emergency.AlertOnCall;
import org.carepromise.triage.Lane;

/** A clinician puts a thread into another lane, and says why. */
@ApplicationScoped
class RetriageThread {

    private final DecisionStore decisions;
    private final Clocks clocks;
    private final Routing routing;
    private final AlertOnCall alertOnCall;
    private final Desk desk;

    RetriageThread(DecisionStore decisions, Clocks clocks, Routing routing, AlertOnCall alertOnCall, Desk desk) {
        this.decisions = decisions;
        this.clocks = clocks;
        this.routing = routing;
        this.alertOnCall = alertOnCall;
        this.desk = desk;
    }

    /** @throws Problem {@code not-found}, {@code thread-not-waiting}, {@code thread-held}, {@code lane-unchanged} */
    Uni<MessageThread> retriage(Tx tx, Caller caller, UUID id, Lane lane, boolean emergency, String reason) {
        return desk.lockOpenFor(tx, caller, id).flatMap(thread -> {
            var course = thread.course();
            if (course.lane() == lane && course.emergency() == emergency) {
                throw Problem.of(MessagingProblem.LANE_UNCHANGED);
            }
            var decision = new Decision(
                    IdType.next(tx.now()),
                    id,
                    Optional.empty(),
                    TriageJson.by(caller.person(), lane, emergency, reason),
                    tx.now());
            var up = lane == Lane.URGENT && (course.lane() == Lane.ROUTINE || emergency);
            return decisions
                    .insert(tx, decision)
                    .chain(() -> up
                            ? raise(tx, caller, thread, emergency)
                            : clocks.lower(tx, thread.with(course.lowered(lane, tx.now()), tx.now()))
                                    .flatMap(after -> desk.saved(tx, caller, "lowered", "retriageThread", after)));
        });
    }

    private Uni<MessageThread> raise(Tx tx, Caller caller, MessageThread thread, boolean emergency) {
        var wasPaused = thread.course().state() == ThreadState.PAUSED;
        var pool = routing.poolFor(
                Lane.URGENT, thread.site(), thread.topic(), thread.language(), Optional.empty(), tx.now());
        var raised = thread.with(
                thread.course().raised(emergency, tx.now()), thread.place().urgentIn(pool), tx.now());
        return (wasPaused ? clocks.resume(tx, raised) : Uni.createFrom().item(raised))
                .flatMap(its -> clocks.raise(tx, its))
                .call(after -> alertOnCall.ifNeeded(tx, after))
                .flatMap(after -> desk.saved(tx, caller, "raised", "retriageThread", after));
    }
}
