package org.carepromise.kit.event;

import java.time.Instant;
import java.util.Map;

/**
 * One touch by a patient, for the KPIs to put together across services and channels. Whoever may read the log hears of it;
 * by whom it was, services alone.
 *
 * @param subject the typed id of what it was: a call, a callback
 * @param channel {@code call}, {@code callback} …
 * @param topic from the shared list
 * @param contactKey as {@code PatientKeys} gives it
 * @param at when it ended
 */
public record Contact(String subject, String site, String channel, String topic, String contactKey, Instant at) {

    /** @param now when it became known: what is reported late is new to whoever follows the log */
    public Event event(Instant now) {
        return Event.of(
                "carepromise.contact.made.v1",
                subject,
                site,
                now,
                Map.of("channel", channel, "topic", topic, EventJson.CONTACT_KEY, contactKey, "at", at.toString()));
    }
}
