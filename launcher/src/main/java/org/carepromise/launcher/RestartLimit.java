package org.carepromise.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How often a child may be started again: not without end, or a broken one would burn the machine unnoticed. */
final class RestartLimit {

    private final int most;
    private final Duration within;
    private final Deque<Instant> restarts = new ArrayDeque<>();

    RestartLimit(int most, Duration within) {
        this.most = most;
        this.within = within;
    }

    static RestartLimit fiveInAMinute() {
        return new RestartLimit(5, Duration.ofMinutes(1));
    }

    /** A yes counts. A restart exactly {@code within} ago is forgotten. */
    boolean allowsOneMore(Instant now) {
        while (!restarts.isEmpty() && !restarts.peekFirst().plus(within).isAfter(now)) {
            restarts.removeFirst();
        }
        if (restarts.size() >= most) {
            return false;
        }
        restarts.addLast(now);
        return true;
    }

    @Override
    public String toString() {
        return most + " restarts within " + within.toSeconds() + " s";
    }
}
