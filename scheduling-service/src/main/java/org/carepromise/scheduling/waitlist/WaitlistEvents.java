package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.carepromise.kit.event.Event;
import org.carepromise.scheduling.Ids;

/** What other systems hear of the waiting list: ids and states. */
final class WaitlistEvents {

    private WaitlistEvents() {}

    static Event created(WaitlistEntry entry) {
        return of(entry, "created", entry.createdAt());
    }

    static Event ended(WaitlistEntry entry) {
        return of(
                entry,
                entry.state().name().toLowerCase(java.util.Locale.ROOT),
                entry.endedAt().orElseThrow());
    }

    private static Event of(WaitlistEntry entry, String what, Instant at) {
        var data = new LinkedHashMap<String, Object>(Map.of("state", entry.state(), "visitType", entry.visitType()));
        entry.appointment().ifPresent(id -> data.put("appointmentId", Ids.APPOINTMENT.format(id)));
        return Event.of(
                "carepromise.waitlist-entry." + what + ".v1",
                Ids.WAITLIST_ENTRY.format(entry.id()),
                entry.onlySite().orElse(Event.EVERYWHERE),
                at,
                data);
    }

    static Event sent(WaitlistOffer offer) {
        return of(offer, "sent", offer.sentAt().orElseThrow());
    }

    /** Accepted, declined, expired, unreached or withdrawn. */
    static Event ended(WaitlistOffer offer) {
        return of(
                offer,
                offer.state().name().toLowerCase(java.util.Locale.ROOT),
                offer.endedAt().orElseThrow());
    }

    private static Event of(WaitlistOffer offer, String what, Instant at) {
        var data = new LinkedHashMap<String, Object>(Map.of(
                "state", offer.state(),
                "waitlistEntryId", Ids.WAITLIST_ENTRY.format(offer.entry()),
                "slotId", Ids.SLOT.format(offer.seats().firstSlot()),
                "start", offer.seats().startsAt()));
        offer.appointment().ifPresent(id -> data.put("appointmentId", Ids.APPOINTMENT.format(id)));
        return Event.of(
                "carepromise.waitlist-offer." + what + ".v1",
                Ids.WAITLIST_OFFER.format(offer.id()),
                offer.seats().site(),
                at,
                data);
    }
}
