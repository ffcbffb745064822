package org.carepromise.kit.event;

import java.time.Instant;
import java.util.Map;

import io.vertx.core.json.JsonObject;

/**
 * Something that happened, for other systems to hear of: ids and states, never a name, a phone or a patient's words.
 *
 * @param type what happened, {@code carepromise.appointment.booked.v1}
 * @param subject the typed id of the thing it happened to
 * @param site the site it happened at
 * @param time when it happened, by the product's clock; for a clock's event the instant it was due
 * @param data ids and states
 */
public record Event(String type, String subject, String site, Instant time, JsonObject data) {

    /** The site of what belongs to no single one. */
    public static final String EVERYWHERE = "*";

    public static Event of(String type, String subject, String site, Instant time, Map<String, Object> data) {
        return new Event(type, subject, site, time, new JsonObject(data));
    }
}
