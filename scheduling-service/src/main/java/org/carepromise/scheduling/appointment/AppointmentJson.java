package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.triage.EmergencyJson;
import org.carepromise.scheduling.Ids;

@Schema(name = "Appointment")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AppointmentJson(
        @Schema(examples = "appt_01kat3v0000000000000000000") String id,
        @Schema(description = "What people say aloud", examples = "7F4K-2Q7") String reference,
        AppointmentState state,
        String site,
        String provider,
        String visitType,
        String slotId,
        OffsetDateTime start,
        OffsetDateTime end,
        @Schema(description = "IANA", examples = "America/Chicago") String timeZone,
        PatientJson patient,
        CancellationReason cancellationReason,
        Instant cancelledAt,
        Instant confirmedAt,
        Instant checkedInAt,
        Instant completedAt,
        Instant noShowAt,
        @Schema(description = "The room or device that is kept for it") String resource,
        @Schema(description = "What was written with the cancellation") String cancellationNote,
        EmergencyJson emergency,
        @Schema(description = "The same token as the ETag") long version) {

    static AppointmentJson of(Appointment appointment, ZoneId zone) {
        return of(appointment, zone, null);
    }

    static AppointmentJson of(Appointment appointment, ZoneId zone, EmergencyJson emergency) {
        var seats = appointment.seats();
        var course = appointment.course();
        return new AppointmentJson(
                Ids.APPOINTMENT.format(appointment.id()),
                appointment.reference(),
                appointment.state(),
                seats.site(),
                Ids.PROVIDER.format(seats.provider()),
                seats.visitType(),
                Ids.SLOT.format(seats.firstSlot()),
                seats.startsAt().atZone(zone).toOffsetDateTime(),
                seats.endsAt().atZone(zone).toOffsetDateTime(),
                zone.getId(),
                appointment.patient().block(),
                course.cancellation().map(Cancellation::reason).orElse(null),
                course.cancellation().map(Cancellation::at).orElse(null),
                course.confirmedAt().orElse(null),
                course.checkedInAt().orElse(null),
                course.completedAt().orElse(null),
                course.noShowAt().orElse(null),
                seats.resource().map(Ids.RESOURCE::format).orElse(null),
                course.cancellation().flatMap(Cancellation::note).orElse(null),
                emergency,
                appointment.version());
    }

    @Schema(name = "NewAppointment")
    record NewAppointmentJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "This, or holdId", examples = "slot_01kat3v0000000000000000000") @Size(max = 64)
                    String slotId,
            @Schema(description = "Book what one of your holds keeps", examples = "hold_01kat3v0000000000000000000")
                    @Size(max = 64)
                    String holdId,
            @Schema(description = "Needed with slotId; a hold has its own", examples = "primary-care")
                    @Size(min = 1, max = 64)
                    String visitType,
            @Valid PatientJson patient,
            @Schema(
                            description =
                                    "Another provider's slot of the same time and site will do: the one who has fewest "
                                            + "visits that day is taken")
                    Boolean anyProvider,
            @Schema(description = "Staff alone: a seat beyond the capacity will do, where the session allows any")
                    Boolean overbook) {

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "must be given together with visitType, or holdId instead")
        public boolean isSlotIdOrHoldId() {
            return slotId == null ? holdId != null : holdId == null && visitType != null;
        }
    }

    @Schema(name = "Reschedule")
    record RescheduleJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "This, or holdId") @Size(max = 64) String slotId,
            @Schema(description = "Move it onto what one of your holds keeps") @Size(max = 64) String holdId,
            @Schema(description = "Staff alone: a seat beyond the capacity will do") Boolean overbook,
            @Schema(description = "Twin of If-Match") Long version) {

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "must be given, or holdId instead")
        public boolean isSlotIdOrHoldId() {
            return (slotId == null) != (holdId == null);
        }
    }

    /** For the steps that ask for nothing but, perhaps, the version. */
    @Schema(name = "AppointmentStep")
    record StepJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "Twin of If-Match") Long version) {

        static final StepJson EMPTY = new StepJson(null, null);
    }

    @Schema(name = "Cancellation")
    record CancellationJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @NotNull CancellationReason reason,
            @Schema(description = "In the patient's own words. They pass the same triage as a message")
                    @Size(min = 1, max = 2000)
                    String note,
            @Schema(description = "Twin of If-Match") Long version) {

        static final CancellationJson BY_LINK =
                new CancellationJson(null, CancellationReason.PATIENT_REQUEST, null, null);
    }
}
