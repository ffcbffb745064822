package org.carepromise.scheduling.appointment;

/** Why an appointment was cancelled. */
public enum CancellationReason {
    PATIENT_REQUEST,
    PATIENT_ILL,
    PROVIDER_UNAVAILABLE,
    BOOKED_BY_MISTAKE,
    OTHER
}
