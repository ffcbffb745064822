package org.carepromise.kit.timer;

import java.time.Instant;

import io.vertx.core.json.JsonObject;

/**
 * Something that has to happen at an instant, whatever crashes: a row, written in the transaction of what it belongs to. It
 * happens once for its subject, kind, tier and epoch.
 *
 * @param kind of the {@link TimerHandler} that is called
 * @param subject the typed id of what it is about, or another stable name
 * @param tier which of several of one kind, from 0 on: a reminder's number, a step of a ladder
 * @param epoch how often the subject has changed, such as its version; a handler compares it with the subject's own and does
 *     nothing where they differ
 * @param dueAt by the product's clock; one that lies in the past is due at once
 * @param site the site it happens at, or {@code *}
 * @param data ids and numbers that the handler needs; never a name, a phone or a patient's words
 */
public record Timer(String kind, String subject, int tier, long epoch, Instant dueAt, String site, JsonObject data) {

    public static Timer of(String kind, String subject, int tier, long epoch, Instant dueAt, String site) {
        return new Timer(kind, subject, tier, epoch, dueAt, site, new JsonObject());
    }
}
