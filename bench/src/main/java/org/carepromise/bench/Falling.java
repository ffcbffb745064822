package org.carepromise.bench;

import java.time.Duration;

/**
 * Timers that fall due one after the other.
 *
 * @param name tells this stretch's promises from all others
 * @param apart between two of them; zero where all fall due at one instant
 */
record Falling(String name, int timers, Duration apart) {

    static Falling steady(String name, int rate, Duration time) {
        return new Falling(
                name,
                Math.toIntExact(rate * time.toSeconds()),
                Duration.ofSeconds(1).dividedBy(rate));
    }

    static Falling herd(String name, int timers) {
        return new Falling(name, timers, Duration.ZERO);
    }

    Duration lasts() {
        return apart.multipliedBy(timers);
    }
}
