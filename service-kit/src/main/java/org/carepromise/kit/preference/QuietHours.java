package org.carepromise.kit.preference;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * The hours of a day in which somebody is left alone, in local wall time; they may pass midnight.
 *
 * @param until the first moment at which one may call again; equal to {@code from} where there are no quiet hours
 */
public record QuietHours(LocalTime from, LocalTime until) {

    public QuietHours {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
    }

    /**
     * When the quiet hours end in which an instant falls. An end in a DST gap moves forward by the gap; of an end that comes
     * twice the next one counts.
     *
     * @return empty where the instant falls in none
     */
    public Optional<Instant> endAfter(Instant at, ZoneId zone) {
        var local = at.atZone(zone);
        if (!covers(local.toLocalTime())) {
            return Optional.empty();
        }
        var on = local.toLocalTime().isBefore(until)
                ? local.toLocalDate()
                : local.toLocalDate().plusDays(1);
        var end = ZonedDateTime.of(on, until, zone);
        return Optional.of(
                end.toInstant().isAfter(at)
                        ? end.toInstant()
                        : end.withLaterOffsetAtOverlap().toInstant());
    }

    private boolean covers(LocalTime time) {
        if (from.equals(until)) {
            return false;
        }
        return from.isBefore(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : !time.isBefore(from) || time.isBefore(until);
    }
}
