package org.carepromise.scheduling.rebooking;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.carepromise.kit.notice.NoticeCourse;
import org.carepromise.kit.notice.NoticeState;
import org.carepromise.scheduling.appointment.AppointmentState;

/**
 * Whether a moved visit can be left alone. Time to confirm counts from when the patient was really told, and leaves as much
 * time again for a person to reach them before the visit.
 */
final class WatchPlan {

    private static final Duration AFTER_DUE = Duration.ofMinutes(1);

    private final Duration confirmWithin;
    private final Duration watchEvery;

    WatchPlan(Duration confirmWithin, Duration watchEvery) {
        this.confirmWithin = confirmWithin;
        this.watchEvery = watchEvery;
    }

    /** The visit as it is now. */
    record Visit(AppointmentState state, int sequence, Instant startsAt, Optional<Instant> confirmedAt) {}

    /** @param watchAt when to look again; empty where it is over, or open for a person */
    record Step(Rebooking rebooking, Optional<Instant> watchAt) {}

    /** @param notice that told of the new time; empty where it is no longer known */
    Step step(Rebooking moved, Visit visit, Optional<NoticeCourse> notice, Instant now) {
        if (visit.sequence() != moved.sequence().orElse(-1) || visit.state() == AppointmentState.CANCELLED) {
            return over(moved.closed(RebookingOutcome.CHANGED_BY_PATIENT, now));
        }
        boolean came = visit.state() == AppointmentState.CHECKED_IN || visit.state() == AppointmentState.COMPLETED;
        if (came || visit.confirmedAt().isPresent()) {
            return over(moved.closed(RebookingOutcome.CONFIRMED, now));
        }
        var state = notice.map(NoticeCourse::state).orElse(NoticeState.GIVEN_UP);
        if (state == NoticeState.SENT) {
            var until = confirmUntil(notice.flatMap(NoticeCourse::endedAt).orElse(now), visit.startsAt());
            return now.isBefore(until)
                    ? new Step(moved.awaiting(until), Optional.of(until))
                    : over(moved.opened(OpenReason.NOT_CONFIRMED));
        }
        if (state == NoticeState.DECIDED && now.isBefore(visit.startsAt())) {
            return new Step(moved, Optional.of(nextLook(notice.get().dueAt(), visit.startsAt(), now)));
        }
        return over(moved.opened(OpenReason.NOT_REACHED));
    }

    private static Step over(Rebooking rebooking) {
        return new Step(rebooking, Optional.empty());
    }

    private Instant confirmUntil(Instant toldAt, Instant startsAt) {
        var half = toldAt.plus(Duration.between(toldAt, startsAt).dividedBy(2));
        var whole = toldAt.plus(confirmWithin);
        return half.isBefore(whole) ? half : whole;
    }

    private Instant nextLook(Instant dueAt, Instant startsAt, Instant now) {
        var next = now.plus(watchEvery);
        var due = dueAt.plus(AFTER_DUE);
        var wanted = due.isAfter(next) ? due : next;
        return wanted.isAfter(startsAt) ? startsAt : wanted;
    }
}
