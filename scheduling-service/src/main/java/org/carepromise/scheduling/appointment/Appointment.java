package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.carepromise.kit.patient.Patient;
import org.carepromise.scheduling.capacity.Seats;

/**
 * A booking.
 *
 * @param reference what people say aloud
 * @param seats what it has
 * @param patient whose it is; the block as it was told
 * @param course what has become of it
 * @param sequence rises when the time changes or falls out, so that texts, links and invitations of before are void
 * @param version rises with each change
 */
public record Appointment(
        UUID id, String reference, Seats seats, Patient patient, Course course, int sequence, long version) {

    static Appointment booked(UUID id, String reference, Seats seats, Patient patient) {
        return new Appointment(id, reference, seats, patient, Course.BOOKED, 0, 1);
    }

    /** One step further at the same time. */
    Appointment at(Course next) {
        return new Appointment(id, reference, seats, patient, next, sequence, version + 1);
    }

    Appointment cancelled(Cancellation cancellation) {
        return new Appointment(
                id, reference, seats, patient, course.cancelled(cancellation), sequence + 1, version + 1);
    }

    Appointment movedTo(Seats others) {
        return new Appointment(id, reference, others, patient, Course.BOOKED, sequence + 1, version + 1);
    }

    public AppointmentState state() {
        return course.state();
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

    static String placeOfNote(UUID id) {
        return "appointment.cancellation_note:" + id;
    }
}
