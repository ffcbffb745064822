package org.carepromise.kit.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.carepromise.kit.event.EventJson;
import org.carepromise.kit.id.IdType;

/**
 * What is sent: one event as every face tells it. The same bytes at each attempt.
 *
 * @param id the event's, and the header {@code webhook-id}
 */
record WebhookMessage(String id, byte[] body) {

    static final IdType EVENT = new IdType("evt");

    static WebhookMessage of(EventJson event, ObjectMapper json) {
        try {
            return new WebhookMessage(event.id(), json.writeValueAsBytes(event));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event cannot be written", impossible);
        }
    }
}
