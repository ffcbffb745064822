package org.carepromise.scheduling.appointment;

import java.time.Instant;

/** What happens to an appointment that takes place, or ought to. */
enum AppointmentStep {
    CONFIRMATION("confirmed"),
    CHECK_IN("checked-in"),
    COMPLETION("completed"),
    NO_SHOW("no-show");

    private final String happened;

    AppointmentStep(String happened) {
        this.happened = happened;
    }

    /** {@code carepromise.appointment.checked-in.v1} */
    String eventType() {
        return "carepromise.appointment." + happened + ".v1";
    }

    /** Whether it has happened already, so that a repeated request changes nothing. */
    boolean isDone(Appointment appointment) {
        return switch (this) {
            case CONFIRMATION ->
                appointment.course().confirmedAt().isPresent() && appointment.state() != AppointmentState.CANCELLED;
            case CHECK_IN -> appointment.state() == AppointmentState.CHECKED_IN;
            case COMPLETION -> appointment.state() == AppointmentState.COMPLETED;
            case NO_SHOW -> appointment.state() == AppointmentState.NO_SHOW;
        };
    }

    Appointment take(Appointment appointment, Instant at) {
        var course = appointment.course();
        return appointment.at(
                switch (this) {
                    case CONFIRMATION -> course.confirmed(at);
                    case CHECK_IN -> course.checkedIn(at);
                    case COMPLETION -> course.completed(at);
                    case NO_SHOW -> course.notKept(at);
                });
    }
}
