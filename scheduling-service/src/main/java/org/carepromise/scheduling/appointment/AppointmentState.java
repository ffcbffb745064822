package org.carepromise.scheduling.appointment;

/** Where an appointment is in its life. */
public enum AppointmentState {
    BOOKED,
    CANCELLED
}
