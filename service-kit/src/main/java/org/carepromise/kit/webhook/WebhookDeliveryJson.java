package org.carepromise.kit.webhook;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "WebhookDelivery")
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookDeliveryJson(
        @Schema(examples = "evt_01kat3v0000000000000000000") String eventId,
        long position,
        String type,
        String subject,
        WebhookDelivery.State state,
        @Schema(description = "Asked for again: stands outside its subject's order") boolean replay,
        int attempts,
        @Schema(description = "When it is tried next; absent while an event before it is on its way") Instant dueAt,
        Integer lastStatus,
        AttemptFailure lastFailure,
        Instant endedAt) {

    static WebhookDeliveryJson of(WebhookDelivery delivery) {
        return new WebhookDeliveryJson(
                WebhookMessage.EVENT.format(delivery.event()),
                delivery.position(),
                delivery.type(),
                delivery.subject(),
                delivery.state(),
                delivery.replay(),
                delivery.attempts(),
                delivery.dueAt(),
                delivery.lastStatus(),
                delivery.lastFailure(),
                delivery.endedAt());
    }
}
