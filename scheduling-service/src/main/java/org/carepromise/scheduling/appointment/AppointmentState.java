package org.carepromise.scheduling.appointment;

/** What became of an appointment. */
public enum AppointmentState {
    BOOKED,
    CHECKED_IN,
    COMPLETED,
    NO_SHOW,
    CANCELLED
}
