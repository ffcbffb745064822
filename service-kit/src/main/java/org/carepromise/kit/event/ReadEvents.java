package org.carepromise.kit.event;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * Reads the log from a cursor on. Cursors are of the log, not of a search: feed and stream share them, and a search may
 * be narrowed or widened on the way. Another service's are refused.
 */
@ApplicationScoped
class ReadEvents {

    private final Pool pool;
    private final EventStore store;
    private final String service;

    ReadEvents(Pool pool, EventStore store, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pool = pool;
        this.store = store;
        this.service = service;
    }

    /** The path under which this service's events are known, {@code /v1/scheduling}. */
    String source() {
        return "/v1/" + service;
    }

    String cursor(long position) {
        return Cursor.after(filters(), position);
    }

    /**
     * @param cursor as the client sent it, or null
     * @return the position behind which to read; the oldest event's for null
     * @throws Problem {@code cursor-invalid}
     */
    long position(String cursor) {
        return Cursor.read(cursor, filters(), 1, keys -> positive(keys.get(0))).orElse(EventStore.FROM_OLDEST);
    }

    /**
     * A page behind a position.
     *
     * @throws Problem {@code events-pruned} where something behind it is gone, {@code cursor-invalid} where the log has
     *     never come that far
     */
    Uni<EventPage> page(EventSearch search, long after, int limit) {
        return store.page(pool, search, after, limit).invoke(this::check);
    }

    /** How far the log is numbered now. */
    Uni<Long> head() {
        return store.head(pool);
    }

    private void check(EventPage page) {
        if (page.start() > page.head()) {
            throw Problem.of(HttpProblem.CURSOR_INVALID);
        }
        if (page.isPruned()) {
            throw Problem.of(
                            EventProblem.EVENTS_PRUNED,
                            "Go on with oldestCursor, and take it that events are missing before it.")
                    .with("oldestPosition", Long.toString(page.oldest()))
                    .with("oldestCursor", cursor(page.oldest() - 1));
        }
    }

    private List<String> filters() {
        return List.of("events", service);
    }

    private static long positive(String key) {
        long position = Long.parseLong(key);
        if (position < 0) {
            throw new IllegalArgumentException("a position is not negative");
        }
        return position;
    }
}
