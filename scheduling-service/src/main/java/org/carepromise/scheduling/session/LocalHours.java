package org.carepromise.scheduling.session;

import java.time.Duration;
import java.time.LocalTime;

/** From–to of one day, in local wall time. */
record LocalHours(LocalTime startsAt, LocalTime endsAt) {

    /** How many whole slots fit on a day on which the clocks do not change. */
    int slots(Duration length) {
        return (int) Duration.between(startsAt, endsAt).dividedBy(length);
    }
}
