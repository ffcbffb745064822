package org.carepromise.worktime;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Regular hours that do not take place.
 *
 * <p>A closure of a whole date takes away every interval that opens on it, with its tail past midnight; a tail of the date
 * before stays. A closure of part of a date takes away exactly that wall time, from whichever interval it lies in.
 * {@linkplain ExtraOpening Extra openings} are not touched: a closed date with an extra opening has special hours.
 *
 * @param on the date in the site's zone
 * @param hours the part of the date; empty for all of it
 * @param reason what patients may be told, such as "Staff training"
 */
public record Closure(LocalDate on, Optional<LocalInterval> hours, String reason) {

    public Closure {
        Objects.requireNonNull(on, "on");
        Objects.requireNonNull(hours, "hours");
        Objects.requireNonNull(reason, "reason");
    }

    /** The whole date is closed. */
    public static Closure allDay(LocalDate on, String reason) {
        return new Closure(on, Optional.empty(), reason);
    }

    /** Part of the date is closed. */
    public static Closure of(LocalDate on, LocalInterval hours, String reason) {
        return new Closure(on, Optional.of(hours), reason);
    }
}
