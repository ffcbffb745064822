package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** When nothing can suit an entry any more. */
final class LapsePlan {

    private LapsePlan() {}

    /**
     * The end of the last day that would do, wherever the patient would come, and at the latest the start of the visit that
     * an earlier one would replace.
     *
     * @return empty where the wait has no end of its own
     */
    static Optional<Instant> over(Wishes wishes, Optional<Instant> replaced, Function<String, ZoneId> zoneOf) {
        var days = wishes.untilOn().flatMap(last -> wishes.sites().stream()
                .map(site -> last.plusDays(1).atStartOfDay(zoneOf.apply(site)).toInstant())
                .max(Instant::compareTo));
        return Stream.of(days, replaced).flatMap(Optional::stream).min(Instant::compareTo);
    }
}
