package org.carepromise.callback.admission;

import java.time.Duration;
import java.time.Instant;

/** Instants and durations in whole microseconds, which is what PostgreSQL keeps: agent time is added up exactly. */
final class Micros {

    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    static long of(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), PER_SECOND), at.getNano() / 1_000);
    }

    static long of(Duration time) {
        return Math.addExact(Math.multiplyExact(time.getSeconds(), PER_SECOND), time.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
    }

    static long upToTheSecond(long micros) {
        return -Math.floorDiv(-micros, PER_SECOND) * PER_SECOND;
    }
}
