package org.carepromise.kit.event;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.pump.Pumps;

/**
 * Reads the end of the log once for all who listen on this replica, every 100 ms while anybody does. What it hands over
 * follows without a gap on what it handed over before; a listener that came in between reads what it lacks by itself.
 */
@ApplicationScoped
public class EventTail {

    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final long UNKNOWN = -1;

    private final Pool pool;
    private final EventStore store;
    private final Set<Consumer<List<NumberedEvent>>> listeners = ConcurrentHashMap.newKeySet();

    private volatile long position = UNKNOWN;

    EventTail(Pool pool, EventStore store) {
        this.pool = pool;
        this.store = store;
    }

    void start(@Observes StartupEvent started, Pumps pumps) {
        pumps.run("event tail", PAUSE, this::readOnce);
    }

    /**
     * @param listener gets batches in order, on any thread, and must not block it. An empty batch says that the tail begins
     *     at {@link #position}: what is before it the listener reads by itself
     */
    public void listen(Consumer<List<NumberedEvent>> listener) {
        listeners.add(listener);
    }

    public void leave(Consumer<List<NumberedEvent>> listener) {
        listeners.remove(listener);
    }

    /** How far it has read; set before the listeners hear of it. Negative while it does not know. */
    public long position() {
        return position;
    }

    /**
     * Hands over what is new.
     *
     * @return whether there may be more
     */
    public Uni<Boolean> readOnce() {
        if (listeners.isEmpty()) {
            position = UNKNOWN;
            return Uni.createFrom().item(false);
        }
        if (position == UNKNOWN) {
            return store.head(pool).invoke(this::beginAt).replaceWith(true);
        }
        return store.after(pool, position, BATCH).map(this::handOver);
    }

    private void beginAt(long head) {
        position = head;
        listeners.forEach(listener -> listener.accept(List.of()));
    }

    private boolean handOver(List<NumberedEvent> batch) {
        if (!batch.isEmpty()) {
            position = batch.get(batch.size() - 1).position();
            listeners.forEach(listener -> listener.accept(batch));
        }
        return batch.size() == BATCH;
    }
}
