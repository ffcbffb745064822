package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.Map;

import io.vertx.core.json.JsonObject;

import org.carepromise.kit.event.Contact;
import org.carepromise.kit.event.Event;

/** What other systems and the screens of a desk hear of threads: ids and states. */
public final class ThreadEvents {

    private ThreadEvents() {}

    public static Event of(String verb, MessageThread thread, Instant at) {
        return of(verb, thread, at, Map.of());
    }

    /** @param more beside what every event of a thread tells */
    public static Event of(String verb, MessageThread thread, Instant at, Map<String, Object> more) {
        var course = thread.course();
        var data = JsonObject.of(
                "state", course.state().name(),
                "topic", thread.topic(),
                "pool", thread.place().pool(),
                "lane", course.lane().name(),
                "emergencySign", course.emergency(),
                "round", course.round());
        course.dueAt().ifPresent(due -> data.put("dueAt", due.toString()));
        thread.place().lease().ifPresent(lease -> data.put("heldBy", lease.agent()));
        more.forEach(data::put);
        return new Event("carepromise.thread." + verb + ".v1", thread.publicId(), thread.site(), at, data);
    }

    /** The patient has got in touch. */
    static Event contact(MessageThread thread, String messageId, Instant at) {
        return new Contact(
                        messageId,
                        thread.site(),
                        "message",
                        thread.topic(),
                        thread.patient().contactKey(),
                        at)
                .event(at);
    }
}
