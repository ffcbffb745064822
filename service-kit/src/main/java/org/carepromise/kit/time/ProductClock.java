package org.carepromise.kit.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * The product's time: real time, plus how far a sandbox has moved ahead. Whole microseconds, as PostgreSQL keeps them.
 * The one place in the product that reads the system's clock for a rule; everybody else is handed an instant.
 */
@ApplicationScoped
public class ProductClock implements InstantSource {

    private volatile Duration ahead = Duration.ZERO;
    private volatile Instant stoppedAt;

    @Override
    public Instant instant() {
        var stopped = stoppedAt;
        return stopped == null ? machineInstant().plus(ahead).truncatedTo(ChronoUnit.MICROS) : stopped;
    }

    /**
     * The machine's time, which a sandbox does not move: for back-off, time stamps that strangers check, and time-outs; for
     * nothing that a rule stores or compares.
     */
    public Instant machineInstant() {
        return InstantSource.system().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** How far product time is ahead of real time; zero but in a sandbox. */
    public Duration ahead() {
        return ahead;
    }

    /**
     * Stands still at an instant, from which a move goes on to the next at which something falls due: whatever happens
     * meanwhile happens then.
     */
    public synchronized void stopAt(Instant at) {
        stoppedAt = at;
    }

    /** Runs again, by the offset that was taken last. */
    public synchronized void run() {
        stoppedAt = null;
    }

    /** Takes an offset that is farther ahead, and leaves a nearer one: of two moves at once time follows the farther. */
    public synchronized void advanceTo(Duration offset) {
        if (offset.compareTo(ahead) > 0) {
            ahead = offset;
        }
    }
}
