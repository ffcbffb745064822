package org.carepromise.kit.timer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Timers of one kind that fell due, claimed by this replica, in the order of their due times. */
public final class DueTimers {

    private final List<Timer> timers;
    private final Set<Timer> left = new HashSet<>();

    public DueTimers(List<Timer> timers) {
        this.timers = List.copyOf(timers);
    }

    public List<Timer> timers() {
        return timers;
    }

    /** Leaves one for the next poll, because its subject is held by somebody else; this counts as no try. */
    public void leave(Timer timer) {
        left.add(timer);
    }

    boolean isLeft(Timer timer) {
        return left.contains(timer);
    }
}
