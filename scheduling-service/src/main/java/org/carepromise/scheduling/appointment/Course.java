package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.Optional;

/**
 * What has become of an appointment.
 *
 * @param confirmedAt when the patient said that they come
 * @param noShowAt when it was noted that nobody came; empty again where the patient came late
 */
public record Course(
        AppointmentState state,
        Optional<Instant> confirmedAt,
        Optional<Instant> checkedInAt,
        Optional<Instant> completedAt,
        Optional<Instant> noShowAt,
        Optional<Cancellation> cancellation) {

    static final Course BOOKED = new Course(
            AppointmentState.BOOKED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    Course confirmed(Instant at) {
        return new Course(state, Optional.of(at), checkedInAt, completedAt, noShowAt, cancellation);
    }

    Course checkedIn(Instant at) {
        return new Course(
                AppointmentState.CHECKED_IN, confirmedAt, Optional.of(at), completedAt, Optional.empty(), cancellation);
    }

    Course completed(Instant at) {
        return new Course(
                AppointmentState.COMPLETED, confirmedAt, checkedInAt, Optional.of(at), noShowAt, cancellation);
    }

    Course notKept(Instant at) {
        return new Course(
                AppointmentState.NO_SHOW, confirmedAt, checkedInAt, completedAt, Optional.of(at), cancellation);
    }

    Course cancelled(Cancellation by) {
        return new Course(AppointmentState.CANCELLED, confirmedAt, checkedInAt, completedAt, noShowAt, Optional.of(by));
    }
}
