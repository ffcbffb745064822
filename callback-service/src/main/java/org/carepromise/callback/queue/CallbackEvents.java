package org.carepromise.callback.queue;

import java.time.Instant;
import java.util.Map;

import org.carepromise.callback.request.Callback;
import org.carepromise.kit.event.Contact;
import org.carepromise.kit.event.Event;

/** What other systems hear of the queue. */
final class CallbackEvents {

    private CallbackEvents() {}

    static Event of(String verb, Callback callback, Instant at) {
        return Event.of(
                "carepromise.callback." + verb + ".v1",
                callback.publicId(),
                callback.site(),
                at,
                Map.of("state", callback.state().name(), "attempts", callback.attempts()));
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
        return Event.of(
                "carepromise.callback.attempted.v1",
                callback.publicId(),
                callback.site(),
                at,
                Map.of(
                        "state", callback.state().name(),
                        "attempts", callback.attempts(),
                        "outcome", outcome.name()));
    }
}
