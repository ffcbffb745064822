package org.carepromise.kit.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

import org.carepromise.kit.id.IdType;

/**
 * What is sent: one event as a CloudEvent in JSON, structured mode (CloudEvents 1.0). The same bytes at each attempt.
 *
 * @param id the event's, and the header {@code webhook-id}
 */
record WebhookMessage(String id, byte[] body) {

    static final String MEDIA_TYPE = "application/cloudevents+json";
    static final IdType EVENT = new IdType("evt");

    /** Where one person's contacts meet across our services; for them alone. */
    private static final String CONTACT_KEY = "contactKey";

    /** @param position the event's place in the log; null where it stands outside */
    static WebhookMessage of(
            UUID event,
            String source,
            Long position,
            String type,
            String subject,
            String site,
            Instant time,
            JsonObject data) {
        var id = EVENT.format(event);
        var json = new JsonObject()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", source)
                .put("type", type)
                .put("subject", subject)
                .put("time", time.toString());
        if (position != null) {
            // as text: a number in CloudEvents has 32 bits, too few for a log
            json.put("position", position.toString());
        }
        var told = data.copy();
        told.remove(CONTACT_KEY);
        json.put("siteid", site).put("datacontenttype", "application/json").put("data", told);
        return new WebhookMessage(id, json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
