package org.carepromise.scheduling.session;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.scheduling.Ids;

@Schema(name = "Session")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionJson(
        @Schema(examples = "sess_01kat3v0000000000000000000") String id,
        @Schema(description = "The template that it was written from") String template,
        String provider,
        String site,
        OffsetDateTime start,
        OffsetDateTime end,
        @Schema(description = "IANA", examples = "America/Chicago") String timeZone,
        SessionState state,
        @Schema(description = "The only ones taken here; absent for all that the provider offers")
                List<String> visitTypes,
        @Schema(description = "Seats of all its slots") int capacity,
        @Schema(description = "How many of them are gone") int taken,
        @Schema(description = "How many are held for a moment") int held,
        @Schema(description = "Why it does not take place") SessionCancellationReason cancellationReason,
        OffsetDateTime cancelledAt,
        @Schema(description = "In order; only where one session is read") List<SlotJson> slots,
        @Schema(description = "Only where one session is read") List<SessionCapJson> caps) {

    @Schema(name = "SessionSlot")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SlotJson(
            @Schema(examples = "slot_01kat3v0000000000000000000") String id,
            OffsetDateTime start,
            OffsetDateTime end,
            int capacity,
            @Schema(description = "Seats beyond the capacity, for staff alone") int overbook,
            int taken,
            int held,
            @Schema(description = "When it can first be booked; absent for always") OffsetDateTime opensAt) {

        static SlotJson of(Session.Slot slot, ZoneId zone) {
            return new SlotJson(
                    Ids.SLOT.format(slot.id()),
                    slot.startsAt().atZone(zone).toOffsetDateTime(),
                    slot.endsAt().atZone(zone).toOffsetDateTime(),
                    slot.capacity(),
                    slot.overbook(),
                    slot.taken(),
                    slot.held(),
                    slot.opensAt().map(at -> at.atZone(zone).toOffsetDateTime()).orElse(null));
        }
    }

    @Schema(name = "CountedCap")
    record SessionCapJson(List<String> visitTypes, int most, int taken, int held) {

        static SessionCapJson of(Session.Cap cap) {
            return new SessionCapJson(cap.visitTypes(), cap.most(), cap.taken(), cap.held());
        }
    }

    static SessionJson of(Session session, ZoneId zone) {
        return of(session, zone, null, null);
    }

    static SessionJson of(Session session, ZoneId zone, List<SlotJson> slots, List<SessionCapJson> caps) {
        return new SessionJson(
                Ids.SESSION.format(session.id()),
                session.template().map(Ids.TEMPLATE::format).orElse(null),
                Ids.PROVIDER.format(session.provider()),
                session.site(),
                session.startsAt().atZone(zone).toOffsetDateTime(),
                session.endsAt().atZone(zone).toOffsetDateTime(),
                zone.getId(),
                session.state(),
                session.visitTypes().orElse(null),
                session.capacity(),
                session.taken(),
                session.held(),
                session.cancellationReason().orElse(null),
                session.cancelledAt()
                        .map(at -> at.atZone(zone).toOffsetDateTime())
                        .orElse(null),
                slots,
                caps);
    }
}
