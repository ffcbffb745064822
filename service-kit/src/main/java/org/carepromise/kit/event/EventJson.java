package org.carepromise.kit.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.kit.id.IdType;

/**
 * An event as every face tells it: CloudEvents 1.0, JSON format, structured mode.
 *
 * @param position its place in the service's log, in decimal digits: an attribute of CloudEvents that is a number has 32
 *     bits, too few for a log
 * @param siteid the site it happened at; {@code *} where it belongs to no single one
 */
@Schema(
        name = "Event",
        description = "A CloudEvents 1.0 event: ids and states, never a patient's name, phone or words.")
@JsonPropertyOrder({
    "specversion",
    "id",
    "source",
    "type",
    "subject",
    "time",
    "position",
    "siteid",
    "datacontenttype",
    "data"
})
public record EventJson(
        @Schema(required = true, examples = "1.0") String specversion,
        @Schema(required = true, description = "The same wherever the event is told", maxLength = 30) String id,
        @Schema(required = true, examples = "/v1/scheduling") String source,
        @Schema(required = true, examples = "carepromise.appointment.booked.v1") String type,
        @Schema(required = true, description = "The typed id of what it happened to") String subject,
        @Schema(
                        required = true,
                        description = "When it happened; for what the clock did, when that was due",
                        examples = "2026-12-07T15:00:00Z")
                Instant time,
        @Schema(required = true, description = "Its place in this service's log", examples = "4711") String position,
        @Schema(required = true, description = "The site it happened at, or *", examples = "springfield") String siteid,
        @Schema(required = true, examples = "application/json") String datacontenttype,
        @Schema(required = true, type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
                Map<String, Object> data) {

    /** The media type of one event by itself. */
    public static final String MEDIA_TYPE = "application/cloudevents+json";

    static final IdType ID = new IdType("evt");

    /** Where one person's contacts meet across services; for other services' eyes alone. */
    static final String CONTACT_KEY = "contactKey";

    /**
     * @param source the service's own path, {@code /v1/scheduling}
     * @return the event as anybody may have it who may read the log
     */
    public static EventJson of(NumberedEvent event, String source) {
        return of(event, source, false);
    }

    /** @param forService whether it is told to another service, which alone gets {@code contactKey} */
    static EventJson of(NumberedEvent event, String source, boolean forService) {
        var data = event.data().getMap();
        if (!forService && data.containsKey(CONTACT_KEY)) {
            data = new LinkedHashMap<>(data);
            data.remove(CONTACT_KEY);
        }
        return new EventJson(
                "1.0",
                ID.format(event.id()),
                source,
                event.type(),
                event.subject(),
                event.time(),
                Long.toString(event.position()),
                event.site(),
                "application/json",
                data);
    }
}
