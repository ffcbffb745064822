package org.carepromise.scheduling.figures;

import java.time.Duration;
import java.util.Arrays;

/** How long before a visit it was booked. A bound belongs to the band that it begins. */
enum LeadTimeBand {
    UNDER_A_DAY(0),
    UNDER_A_WEEK(1),
    UNDER_A_MONTH(7),
    A_MONTH_AND_MORE(30);

    private final int fromDays;

    LeadTimeBand(int fromDays) {
        this.fromDays = fromDays;
    }

    Duration fromInclusive() {
        return Duration.ofDays(fromDays);
    }

    /** Null for the last. */
    Duration toExclusive() {
        return ordinal() + 1 == values().length ? null : values()[ordinal() + 1].fromInclusive();
    }

    /** What lies between bands, in days: a time is in the band whose number is how many of these it has reached. */
    static Integer[] bounds() {
        return Arrays.stream(values()).skip(1).map(band -> band.fromDays).toArray(Integer[]::new);
    }
}
