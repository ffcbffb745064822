package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.kit.patient.PatientJson;
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
        @Schema(description = "The same token as the ETag") long version) {

    static AppointmentJson of(Appointment appointment, ZoneId zone) {
        return new AppointmentJson(
                Ids.APPOINTMENT.format(appointment.id()),
                appointment.reference(),
                appointment.state(),
                appointment.site(),
                Ids.PROVIDER.format(appointment.provider()),
                appointment.visitType(),
                Ids.SLOT.format(appointment.firstSlot()),
                appointment.startsAt().atZone(zone).toOffsetDateTime(),
                appointment.endsAt().atZone(zone).toOffsetDateTime(),
                zone.getId(),
                appointment.patient(),
                appointment.cancellationReason().orElse(null),
                appointment.cancelledAt().orElse(null),
                appointment.version());
    }

    @Schema(name = "NewAppointment")
    record NewAppointmentJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(examples = "slot_01kat3v0000000000000000000") @NotNull @Size(max = 64) String slotId,
            @Schema(examples = "primary-care") @NotNull @Size(min = 1, max = 64) String visitType,
            @Valid PatientJson patient) {}

    @Schema(name = "Cancellation")
    record CancellationJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @NotNull CancellationReason reason,
            @Schema(description = "Twin of If-Match") Long version) {}
}
