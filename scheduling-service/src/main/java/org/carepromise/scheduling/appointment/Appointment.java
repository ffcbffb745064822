package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.kit.patient.Patient;
import org.carepromise.scheduling.capacity.Seats;

/**
 * A booking.
 *
 * @param reference what people say aloud
 * @param seats what it has
 * @param patient whose it is; the block as it was told
 * @param confirmedAt when the patient said that they come; empty again after a move
 * @param sequence rises when the time changes or falls out, so that texts, links and invitations of before are void
 * @param version rises with each change
 */
public record Appointment(
        UUID id,
        String reference,
        Seats seats,
        AppointmentState state,
        Patient patient,
        Optional<CancellationReason> cancellationReason,
        Optional<Instant> cancelledAt,
        Optional<Instant> confirmedAt,
        Optional<Instant> checkedInAt,
        Optional<Instant> completedAt,
        Optional<Instant> noShowAt,
        int sequence,
        long version) {

    static Appointment booked(UUID id, String reference, Seats seats, Patient patient) {
        var never = Optional.<Instant>empty();
        return new Appointment(
                id,
                reference,
                seats,
                AppointmentState.BOOKED,
                patient,
                Optional.empty(),
                never,
                never,
                never,
                never,
                never,
                0,
                1);
    }

    Appointment cancelled(CancellationReason reason, Instant at) {
        return new Appointment(
                id,
                reference,
                seats,
                AppointmentState.CANCELLED,
                patient,
                Optional.of(reason),
                Optional.of(at),
                confirmedAt,
                checkedInAt,
                completedAt,
                noShowAt,
                sequence + 1,
                version + 1);
    }

    Appointment movedTo(Seats others) {
        return new Appointment(
                id,
                reference,
                others,
                state,
                patient,
                cancellationReason,
                cancelledAt,
                Optional.empty(),
                checkedInAt,
                completedAt,
                noShowAt,
                sequence + 1,
                version + 1);
    }

    Appointment confirmed(Instant at) {
        return new Appointment(
                id,
                reference,
                seats,
                state,
                patient,
                cancellationReason,
                cancelledAt,
                Optional.of(at),
                checkedInAt,
                completedAt,
                noShowAt,
                sequence,
                version + 1);
    }

    Appointment checkedIn(Instant at) {
        return new Appointment(
                id,
                reference,
                seats,
                AppointmentState.CHECKED_IN,
                patient,
                cancellationReason,
                cancelledAt,
                confirmedAt,
                Optional.of(at),
                completedAt,
                Optional.empty(),
                sequence,
                version + 1);
    }

    Appointment completed(Instant at) {
        return new Appointment(
                id,
                reference,
                seats,
                AppointmentState.COMPLETED,
                patient,
                cancellationReason,
                cancelledAt,
                confirmedAt,
                checkedInAt,
                Optional.of(at),
                noShowAt,
                sequence,
                version + 1);
    }

    Appointment notKept(Instant at) {
        return new Appointment(
                id,
                reference,
                seats,
                AppointmentState.NO_SHOW,
                patient,
                cancellationReason,
                cancelledAt,
                confirmedAt,
                checkedInAt,
                completedAt,
                Optional.of(at),
                sequence,
                version + 1);
    }

    public String site() {
        return seats.site();
    }

    public Instant startsAt() {
        return seats.startsAt();
    }

    /** Whose it is, as the audit trail names them. */
    List<String> patients() {
        return patient.id().map(List::of).orElse(List.of());
    }

    /** Where the patient block is kept: the cipher opens nowhere else. */
    public static String placeOfPatient(UUID id) {
        return "appointment.patient:" + id;
    }
}
