package org.carepromise.messaging.thread;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    /** A patient wrote. While an answer is owed it only raises; else a new round begins. */
    Course written(Lane its, boolean sign, Instant at) {
        if (!state.isOpen()) {
            return new Course(
                    ThreadState.WAITING,
                    its,
                    sign,
                    round + 1,
                    Optional.of(at),
                    Optional.empty(),
                    Optional.empty(),
                    sign ? alerts + 1 : alerts,
                    Optional.empty());
        }
        var alertsAnew = sign && !(emergency && seenAt.isEmpty());
        var highest = its == Lane.URGENT ? Lane.URGENT : lane;
        return new Course(
                ThreadState.WAITING,
                highest,
                emergency || sign,
                round,
                waitingSince,
                dueAt,
                alertsAnew || highest != lane ? Optional.empty() : seenAt,
                alertsAnew ? alerts + 1 : alerts,
                raisedAfter);
    }

    /** A clinician says that it can't wait so long; somebody else is to see it. */
    Course raised(boolean sign, Instant at) {
        return new Course(
                ThreadState.WAITING,
                Lane.URGENT,
                sign,
                round,
                waitingSince,
                dueAt,
                Optional.empty(),
                sign ? alerts + 1 : alerts,
                waitingSince.map(since -> Duration.between(since, at).truncatedTo(ChronoUnit.SECONDS)));
    }

    /** A clinician has seen it, and says that it can wait longer. */
    Course lowered(Lane to, Instant at) {
        return new Course(
                state,
                to,
                false,
                round,
                waitingSince,
                dueAt,
                seenAt.or(() -> Optional.of(at)),
                alerts,
                Optional.empty());
    }

    /** Whoever had seen an emergency did not come back to it: it is to be seen anew. */
    public Course unseen() {
        return new Course(
                state, lane, emergency, round, waitingSince, dueAt, Optional.empty(), alerts + 1, raisedAfter);
    }

    public Course seen(Instant at) {
        return in(state, waitingSince, dueAt, seenAt.or(() -> Optional.of(at)));
    }

    Course paused() {
        return in(ThreadState.PAUSED, waitingSince, Optional.empty(), seenAt);
    }

    Course resumed() {
        return in(ThreadState.WAITING, waitingSince, dueAt, seenAt);
    }

    /** Nobody owes an answer any more. */
    Course over(ThreadState as, Instant at) {
        return in(as, Optional.empty(), Optional.empty(), seenAt.or(() -> Optional.of(at)));
    }

    public Course due(Optional<Instant> at) {
        return in(state, waitingSince, at, seenAt);
    }

    /** Whether it can wait less than before, in the same round. */
    boolean isRaisedOver(Course before) {
        return round == before.round
                && (lane == Lane.URGENT && before.lane == Lane.ROUTINE || emergency && !before.emergency);
    }

    private Course in(
            ThreadState its, Optional<Instant> itsSince, Optional<Instant> itsDueAt, Optional<Instant> itsSeenAt) {
        return new Course(its, lane, emergency, round, itsSince, itsDueAt, itsSeenAt, alerts, raisedAfter);
    }
}
