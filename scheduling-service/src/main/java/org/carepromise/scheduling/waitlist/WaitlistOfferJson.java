package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.scheduling.Ids;

@Schema(name = "WaitlistOffer")
@JsonInclude(JsonInclude.Include.NON_NULL)
record WaitlistOfferJson(
        @Schema(examples = "offr_01kat3v0000000000000000000") String id,
        OfferState state,
        String waitlistEntryId,
        String slotId,
        String site,
        String provider,
        String visitType,
        OffsetDateTime start,
        OffsetDateTime end,
        @Schema(description = "IANA", examples = "America/Chicago") String timeZone,
        @Schema(description = "When the patient was told; from then on the offer's time runs") Instant sentAt,
        @Schema(description = "The end, exclusive; once it was sent") Instant expiresAt,
        @Schema(description = "What it became") String appointmentId,
        Instant endedAt,
        @Schema(description = "The same token as the ETag") long version) {

    static WaitlistOfferJson of(WaitlistOffer offer, ZoneId zone) {
        var seats = offer.seats();
        return new WaitlistOfferJson(
                Ids.WAITLIST_OFFER.format(offer.id()),
                offer.state(),
                Ids.WAITLIST_ENTRY.format(offer.entry()),
                Ids.SLOT.format(seats.firstSlot()),
                seats.site(),
                Ids.PROVIDER.format(seats.provider()),
                seats.visitType(),
                seats.startsAt().atZone(zone).toOffsetDateTime(),
                seats.endsAt().atZone(zone).toOffsetDateTime(),
                zone.getId(),
                offer.sentAt().orElse(null),
                offer.sentAt().map(sent -> offer.expiresAt()).orElse(null),
                offer.appointment().map(Ids.APPOINTMENT::format).orElse(null),
                offer.endedAt().orElse(null),
                offer.version());
    }

    @Schema(name = "WaitlistAnswer")
    record AnswerJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "Twin of If-Match") Long version) {}
}
