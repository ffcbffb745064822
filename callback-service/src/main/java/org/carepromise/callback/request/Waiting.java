package org.carepromise.callback.request;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.callback.admission.OpenPromise;
import org.carepromise.callback.request.SitePool.Served;

/**
 * Promises whose first attempt is still to be begun.
 *
 * @param callback the one; empty where several are counted
 * @param releaseAt the first instant at which they may be called
 * @param dueAt the limit of their promise
 */
public record Waiting(
        Optional<UUID> callback, Instant releaseAt, Instant dueAt, String skill, String language, int count) {

    public Served served() {
        return new Served(skill, language);
    }

    public OpenPromise promise() {
        return new OpenPromise(releaseAt, dueAt, count);
    }
}
