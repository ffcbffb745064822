package org.carepromise.worktime;

import java.time.Duration;
import java.time.Instant;

/**
 * Instants and durations as a number of microseconds, which is what PostgreSQL keeps. Rounding is in the patient's
 * disfavour by less than a microsecond and never in the promise's: a due time is not earlier than its time is used up.
 */
final class Micros {

    static final long PER_DAY = Duration.ofDays(1).toSeconds() * 1_000_000;

    private Micros() {}

    static long floor(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
    }

    static long ceil(Instant at) {
        return floor(at) + (at.getNano() % 1_000 == 0 ? 0 : 1);
    }

    /** @throws ArithmeticException beyond 292,000 years */
    static long ceil(Duration time) {
        long floor = Math.addExact(Math.multiplyExact(time.getSeconds(), 1_000_000L), time.getNano() / 1_000);
        return floor + (time.getNano() % 1_000 == 0 ? 0 : 1);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    static Duration duration(long micros) {
        return Duration.ofSeconds(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
