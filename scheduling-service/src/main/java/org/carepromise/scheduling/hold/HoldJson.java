package org.carepromise.scheduling.hold;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.carepromise.kit.patient.PatientJson;
import org.carepromise.scheduling.Ids;

@Schema(name = "Hold")
record HoldJson(
        @Schema(description = "Book with this", examples = "hold_01kat3v0000000000000000000") String id,
        HoldState state,
        @Schema(description = "From this instant on it is over") Instant expiresAt,
        String slotId,
        OffsetDateTime start,
        OffsetDateTime end,
        @Schema(description = "IANA", examples = "America/Chicago") String timeZone,
        String site,
        String provider,
        String visitType,
        @Schema(description = "The same token as the ETag") long version) {

    static HoldJson of(Hold hold, ZoneId zone, Instant now) {
        var seats = hold.seats();
        return new HoldJson(
                Ids.HOLD.format(hold.id()),
                hold.stateAt(now),
                hold.expiresAt(),
                Ids.SLOT.format(seats.firstSlot()),
                seats.startsAt().atZone(zone).toOffsetDateTime(),
                seats.endsAt().atZone(zone).toOffsetDateTime(),
                zone.getId(),
                seats.site(),
                Ids.PROVIDER.format(seats.provider()),
                seats.visitType(),
                hold.version());
    }

    @Schema(name = "NewHold")
    record NewHoldJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(examples = "slot_01kat3v0000000000000000000") @NotNull @Size(max = 64) String slotId,
            @Schema(examples = "primary-care") @NotNull @Size(min = 1, max = 64) String visitType,
            @Schema(description = "Whom it is for, if known yet: then the rules that hold per patient are asked now")
                    @Valid
                    PatientJson patient,
            @Schema(description = "5 minutes if absent", examples = "PT2M")
                    @DurationMin(seconds = 30)
                    @DurationMax(minutes = 15)
                    Duration expiresAfter) {}
}
