package org.carepromise.scheduling.rebooking;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.carepromise.kit.notice.NoticeCourse;
import org.carepromise.kit.notice.NoticeState;
import org.carepromise.scheduling.appointment.AppointmentState;

import static org.assertj.core.api.Assertions.assertThat;

/** Moved at nine to a visit ten days later, with a day to confirm. */
class WatchPlanTest {

    private static final Instant NINE = Instant.parse("2026-12-01T15:00:00Z");
    private static final Instant START = NINE.plus(Duration.ofDays(10));
    private final WatchPlan plan = new WatchPlan(Duration.ofHours(24), Duration.ofMinutes(5));

    @Test
    void timeToConfirmBeginsWhenThePatientWasReallyTold() {
        var told = NINE.plus(Duration.ofHours(11));
        var step = step(visit(), sent(told), told.plusSeconds(1));
        assertThat(step.rebooking().state()).isEqualTo(RebookingState.MOVED);
        assertThat(step.rebooking().confirmUntil()).contains(told.plus(Duration.ofHours(24)));
        assertThat(step.watchAt()).contains(told.plus(Duration.ofHours(24)));
    }

    @Test
    void andEndsExactlyThen() {
        var until = NINE.plus(Duration.ofHours(24));
        assertThat(step(visit(), sent(NINE), until.minusNanos(1_000))
                        .rebooking()
                        .state())
                .isEqualTo(RebookingState.MOVED);
        assertThat(step(visit(), sent(NINE), until).rebooking().reason()).contains(OpenReason.NOT_CONFIRMED);
    }

    @Test
    void ofAShortTimeHalfIsLeftForAPerson() {
        var soon = new WatchPlan.Visit(AppointmentState.BOOKED, 3, NINE.plus(Duration.ofHours(6)), Optional.empty());
        assertThat(step(soon, sent(NINE), NINE).watchAt()).contains(NINE.plus(Duration.ofHours(3)));
    }

    @Test
    void whoConfirmsOrComesIsLeftAlone() {
        var confirmed = new WatchPlan.Visit(AppointmentState.BOOKED, 3, START, Optional.of(NINE));
        assertThat(step(confirmed, sent(NINE), NINE).rebooking().outcome()).contains(RebookingOutcome.CONFIRMED);
        var came = new WatchPlan.Visit(AppointmentState.CHECKED_IN, 3, START, Optional.empty());
        assertThat(step(came, sent(NINE), NINE).rebooking().outcome()).contains(RebookingOutcome.CONFIRMED);
    }

    @Test
    void whoMovesOrCancelsItThemselvesHasChosen() {
        var moved = new WatchPlan.Visit(AppointmentState.BOOKED, 4, START, Optional.empty());
        assertThat(step(moved, sent(NINE), NINE).rebooking().outcome()).contains(RebookingOutcome.CHANGED_BY_PATIENT);
        var cancelled = new WatchPlan.Visit(AppointmentState.CANCELLED, 3, START, Optional.empty());
        assertThat(step(cancelled, sent(NINE), NINE).rebooking().outcome())
                .contains(RebookingOutcome.CHANGED_BY_PATIENT);
    }

    @Test
    void whoIsNotReachedComesOntoTheWorklist() {
        for (var state : new NoticeState[] {NoticeState.GIVEN_UP, NoticeState.DROPPED, NoticeState.SUPPRESSED}) {
            var lost = Optional.of(new NoticeCourse(state, NINE, Optional.of(NINE)));
            assertThat(step(visit(), lost, NINE).rebooking().reason()).contains(OpenReason.NOT_REACHED);
        }
        assertThat(step(visit(), Optional.empty(), NINE).rebooking().reason()).contains(OpenReason.NOT_REACHED);
    }

    @Test
    void whileTheMessageWaitsItIsLookedAgainAfterItsTimeAndNeverAfterTheVisit() {
        var morning = NINE.plus(Duration.ofHours(11));
        assertThat(step(visit(), waiting(morning), NINE).watchAt()).contains(morning.plus(Duration.ofMinutes(1)));
        assertThat(step(visit(), waiting(NINE), NINE).watchAt()).contains(NINE.plus(Duration.ofMinutes(5)));
        assertThat(step(visit(), waiting(START.plusSeconds(60)), NINE).watchAt())
                .contains(START);
        assertThat(step(visit(), waiting(NINE), START).rebooking().reason()).contains(OpenReason.NOT_REACHED);
    }

    private WatchPlan.Step step(WatchPlan.Visit visit, Optional<NoticeCourse> notice, Instant now) {
        return plan.step(moved(), visit, notice, now);
    }

    private static WatchPlan.Visit visit() {
        return new WatchPlan.Visit(AppointmentState.BOOKED, 3, START, Optional.empty());
    }

    private static Optional<NoticeCourse> sent(Instant at) {
        return Optional.of(new NoticeCourse(NoticeState.SENT, at, Optional.of(at)));
    }

    private static Optional<NoticeCourse> waiting(Instant dueAt) {
        return Optional.of(new NoticeCourse(NoticeState.DECIDED, dueAt, Optional.empty()));
    }

    private static Rebooking moved() {
        return new Rebooking(
                new UUID(1, 1),
                new UUID(2, 2),
                new UUID(3, 3),
                "springfield",
                new UUID(4, 4),
                NINE,
                RebookingState.MOVED,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(3),
                Optional.empty(),
                Optional.empty(),
                2);
    }
}
