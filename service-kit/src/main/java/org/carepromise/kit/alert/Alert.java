package org.carepromise.kit.alert;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

import org.carepromise.kit.event.Event;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.site.DutyPost;

/**
 * An alert as it is stored.
 *
 * @param promiseId or null
 * @param step the last one taken; 0 before the first
 * @param epoch rises when the walk is cut short or stopped
 * @param unansweredAt when the last resort's time was over, or null
 * @param acknowledgedAt or null
 * @param acknowledgedBy the person behind the call, or null
 */
record Alert(
        UUID uuid,
        String site,
        DutyPost post,
        String kind,
        String subject,
        String promiseId,
        AlertState state,
        int step,
        long epoch,
        long version,
        Instant raisedAt,
        Instant unansweredAt,
        Instant acknowledgedAt,
        String acknowledgedBy) {

    static final IdType ID = new IdType("alert");

    String id() {
        return ID.format(uuid);
    }

    /**
     * What others hear of it: ids and states, never an address.
     *
     * @param what {@code raised}, {@code stepped}, {@code acknowledged} or {@code unanswered}
     * @param more beside what every event of an alert tells
     */
    Event event(String what, Instant at, Map<String, Object> more) {
        var data = new JsonObject()
                .put("kind", kind)
                .put("about", subject)
                .put("pool", post.pool())
                .put("role", post.role())
                .put("state", state.name())
                .put("version", version);
        if (promiseId != null) {
            data.put("promiseId", promiseId);
        }
        more.forEach(data::put);
        return new Event("carepromise.alert." + what + ".v1", id(), site, at, data);
    }

    /** The same, once the last resort's time is over. */
    Alert unanswered(Instant at) {
        return new Alert(
                uuid,
                site,
                post,
                kind,
                subject,
                promiseId,
                AlertState.UNANSWERED,
                step,
                epoch,
                version + 1,
                raisedAt,
                at,
                null,
                null);
    }

    boolean isAcknowledged() {
        return state == AlertState.ACKNOWLEDGED;
    }
}
