package org.carepromise.scheduling.availability;

import java.time.OffsetDateTime;
import java.time.ZoneId;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.visittype.Visit;

/** A start that can be booked, as searches and refusals show it. */
@Schema(name = "AvailableSlot")
public record AvailabilityJson(
        @Schema(description = "Book with this", examples = "slot_01kat3v0000000000000000000") String slotId,
        OffsetDateTime start,
        OffsetDateTime end,
        @Schema(description = "IANA", examples = "America/Chicago") String timeZone,
        String site,
        String provider,
        String visitType,
        @Schema(description = "How many more such visits fit here") int remaining) {

    public static AvailabilityJson of(Start start, Visit visit, ZoneId zone) {
        var first = start.first();
        return new AvailabilityJson(
                Ids.SLOT.format(first.id()),
                first.startsAt().atZone(zone).toOffsetDateTime(),
                first.startsAt().plus(visit.length()).atZone(zone).toOffsetDateTime(),
                zone.getId(),
                first.site(),
                Ids.PROVIDER.format(first.provider()),
                visit.type(),
                start.remaining());
    }
}
