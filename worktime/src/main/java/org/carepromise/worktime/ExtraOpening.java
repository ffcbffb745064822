package org.carepromise.worktime;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Hours beside the regular ones, on one date. They take place whatever the week, the holidays and the closures say, and
 * make the date a business day.
 *
 * @param on the date in the site's zone on which they open
 * @param hours the wall time
 */
public record ExtraOpening(LocalDate on, LocalInterval hours) {

    public ExtraOpening {
        Objects.requireNonNull(on, "on");
        Objects.requireNonNull(hours, "hours");
    }
}
