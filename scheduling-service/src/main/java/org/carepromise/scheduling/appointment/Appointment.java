package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.kit.patient.PatientJson;

/**
 * A booking.
 *
 * @param reference what people say aloud
 * @param slots whose seats it holds, in order: those of its buffers too
 * @param firstSlot the one in which it begins
 * @param patientId empty for a guest
 * @param patient what was told, as it was told
 * @param version rises with each change
 */
record Appointment(
        UUID id,
        String reference,
        String site,
        UUID provider,
        String visitType,
        List<UUID> slots,
        UUID firstSlot,
        Instant startsAt,
        Instant endsAt,
        AppointmentState state,
        Optional<String> patientId,
        PatientJson patient,
        Optional<CancellationReason> cancellationReason,
        Optional<Instant> cancelledAt,
        long version) {

    Appointment cancelled(CancellationReason reason, Instant at) {
        return new Appointment(
                id,
                reference,
                site,
                provider,
                visitType,
                slots,
                firstSlot,
                startsAt,
                endsAt,
                AppointmentState.CANCELLED,
                patientId,
                patient,
                Optional.of(reason),
                Optional.of(at),
                version + 1);
    }

    /** Whose it is, as the audit trail names them. */
    List<String> patients() {
        return patientId.map(List::of).orElse(List.of());
    }

    /** Where the patient block is kept: the cipher opens nowhere else. */
    static String placeOfPatient(UUID id) {
        return "appointment.patient:" + id;
    }
}
