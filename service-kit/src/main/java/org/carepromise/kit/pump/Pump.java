package org.carepromise.kit.pump;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * Runs a job again and again on this replica, never twice at once: at once while there is more to do, else on a beat.
 * For what has to happen within a fraction of a second; the platform's scheduler looks at its clock once a second.
 */
public final class Pump {

    private static final Logger LOG = Logger.getLogger(Pump.class);
    private static final long SHORTEST_PAUSE_MILLIS = 20;

    private final String name;
    private final Vertx vertx;
    private final Duration pause;
    private final Supplier<Uni<Boolean>> job;

    private volatile boolean running;
    private volatile long begunNanos;
    private String lastFailure = "";

    /**
     * @param name for the log
     * @param pause from the begin of one round to that of the next
     * @param job one round; true where the next one should follow at once. A failure is logged once while it lasts, and
     *     the next round comes after the pause
     */
    public Pump(String name, Vertx vertx, Duration pause, Supplier<Uni<Boolean>> job) {
        this.name = name;
        this.vertx = vertx;
        this.pause = pause;
        this.job = job;
    }

    /** From now on, until {@link #stop}. */
    public void start() {
        running = true;
        vertx.getOrCreateContext().runOnContext(begun -> round());
    }

    /** Lets the round that runs come to its end, and begins no other. */
    public void stop() {
        running = false;
    }

    private void round() {
        if (!running) {
            return;
        }
        begunNanos = System.nanoTime();
        Uni.createFrom().deferred(job::get).subscribe().with(this::next, this::failed);
    }

    private void next(Boolean more) {
        lastFailure = "";
        if (Boolean.TRUE.equals(more)) {
            vertx.getOrCreateContext().runOnContext(again -> round());
        } else {
            rest();
        }
    }

    private void failed(Throwable failure) {
        // The message may quote a row; the type may not.
        var type = failure.getClass().getSimpleName();
        if (!type.equals(lastFailure)) {
            LOG.warnf("%s failed: %s; it goes on trying", name, type);
            lastFailure = type;
        }
        rest();
    }

    /** The pause counts from the round's begin, so that rounds keep their beat; a long one is followed by a short pause. */
    private void rest() {
        if (running) {
            var taken = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
            vertx.setTimer(Math.max(pause.toMillis() - taken, SHORTEST_PAUSE_MILLIS), over -> round());
        }
    }
}
