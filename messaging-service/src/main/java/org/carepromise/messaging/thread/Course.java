package org.carepromise.messaging.thread;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.carepromise.triage.Lane;

/**
 * Where a thread stands between patient and pool; each change makes another.
 *
 * @param emergency whether a human must see it at once
 * @param round how often a message was one to which nobody owed an answer yet
 * @param waitingSince the oldest unanswered message
 * @param dueAt the limit that comes next
 * @param seenAt when a human saw this round first
 * @param alerts how often somebody on call was alerted because of it
 * @param raisedAfter how long after its receipt a clinician raised it
 */
public record Course(
        ThreadState state,
        Lane lane,
        boolean emergency,
        int round,
        Optional<Instant> waitingSince,
        Optional<Instant> dueAt,
        Optional<Instant> seenAt,
        int alerts,
        Optional<Duration> raisedAfter) {

    static Course begun(Lane lane, boolean emergency, Instant at) {
        return new Course(
                ThreadState.WAITING,
                lane,
                emergency,
                1,
                Optional.of(at),
                Optional.empty(),
                Optional.empty(),
                emergency ? 1 : 0,
                Optional.empty());
    }

    public Course due(Optional<Instant> at) {
        return new Course(state, lane, emergency, round, waitingSince, at, seenAt, alerts, raisedAfter);
    }
}
