package org.carepromise.scheduling.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The last slots of a session, which open late and by themselves: so long before each of them, or at a local time of the
 * session's date. One of the two is there.
 */
record CarveOut(int slots, Optional<Duration> opensBefore, Optional<LocalTime> opensAt) {

    /** A local time in a daylight-saving gap moves forward by the gap. */
    Instant opensAt(LocalDate date, Instant slotStartsAt, ZoneId zone) {
        return opensBefore.map(slotStartsAt::minus).orElseGet(() -> ZonedDateTime.of(date, opensAt.orElseThrow(), zone)
                .toInstant());
    }
}
