package org.carepromise.callback.queue;

import java.time.Instant;
import java.util.Map;

import io.vertx.core.json.JsonObject;

import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.Lease;
import org.carepromise.kit.event.Contact;
import org.carepromise.kit.event.Event;

/** What other systems and the screens of a desk hear of the queue: enough to move a row without asking for it. */
public final class CallbackEvents {

    private CallbackEvents() {}

    public static Event of(String verb, Callback callback, Instant at) {
        return of(verb, callback, at, Map.of());
    }

    /** @param more beside what every event of a callback tells */
    public static Event of(String verb, Callback callback, Instant at, Map<String, Object> more) {
        var data = JsonObject.of(
                "state", callback.state().name(),
                "topic", callback.topic(),
                "skill", callback.skill(),
                "language", callback.language(),
                "dueAt", callback.dueAt().toString(),
                "attempts", callback.attempts());
        callback.lease().map(Lease::agent).ifPresent(agent -> data.put("heldBy", agent));
        callback.retryAt().ifPresent(retry -> data.put("retryAt", retry.toString()));
        more.forEach(data::put);
        return new Event("carepromise.callback." + verb + ".v1", callback.publicId(), callback.site(), at, data);
    }

    /** Patient and agent have spoken. */
    static Event contact(Callback callback, Instant at) {
        return new Contact(
                        callback.publicId(),
                        callback.site(),
                        "callback",
                        callback.topic(),
                        callback.patient().contactKey(),
                        at)
                .event(at);
    }

    static Event attempted(Callback callback, AttemptOutcome outcome, Instant at) {
        return of("attempted", callback, at, Map.of("outcome", outcome.name()));
    }
}
