package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a link leads to. Who comes, and what for, it does not say: links are passed on. */
@Schema(name = "AppointmentLink")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AppointmentLinkJson(
        @Schema(
                        description = "appointment-confirmation, appointment-cancellation or appointment-reschedule",
                        examples = "appointment-cancellation")
                String purpose,
        AppointmentState state,
        OffsetDateTime start,
        OffsetDateTime end,
        @Schema(description = "IANA", examples = "America/Chicago") String timeZone,
        String site,
        String siteName,
        @Schema(description = "The name") String provider,
        Instant confirmedAt,
        @Schema(description = "From this instant on the link is over") Instant expiresAt) {

    static AppointmentLinkJson of(LinkedVisit visit, String siteName, ZoneId zone) {
        var appointment = visit.appointment();
        var seats = appointment.seats();
        return new AppointmentLinkJson(
                visit.link().purpose().id(),
                appointment.state(),
                seats.startsAt().atZone(zone).toOffsetDateTime(),
                seats.endsAt().atZone(zone).toOffsetDateTime(),
                zone.getId(),
                seats.site(),
                siteName,
                visit.provider(),
                appointment.course().confirmedAt().orElse(null),
                visit.link().expiresAt());
    }

    @Schema(name = "RescheduleByLink")
    record RescheduleByLinkJson(
            @Schema(description = "One of the link's times", examples = "slot_01kat3v0000000000000000000")
                    @NotNull
                    @Size(max = 64)
                    String slotId) {}
}
