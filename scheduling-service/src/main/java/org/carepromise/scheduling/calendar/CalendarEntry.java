package org.carepromise.scheduling.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;

/**
 * An appointment as calendars show it: when, where, and whether it still takes place. Not who, and not what for.
 *
 * @param appointment the same for as long as it exists: a calendar replaces what it has of it
 * @param sequence rises with each change of its time and with its end: a calendar believes the highest
 * @param summary {@code Appointment}, in the reader's language
 * @param place the site's name
 * @param zone the site's
 */
record CalendarEntry(
        UUID appointment,
        int sequence,
        boolean cancelled,
        Instant startsAt,
        Instant endsAt,
        String summary,
        String place,
        ZoneId zone) {

    CalendarEntry {
        Objects.requireNonNull(appointment, "appointment");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(zone, "zone");
        if (sequence < 0) {
            throw new IllegalArgumentException("a sequence begins with 0");
        }
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("an entry ends after it begins");
        }
    }

    /**
     * Whether a reader of wall times can't tell when it is: in autumn an hour comes twice, and calendars differ in which of
     * the two they take.
     */
    boolean isAmbiguous() {
        return isAmbiguous(startsAt) || isAmbiguous(endsAt);
    }

    private boolean isAmbiguous(Instant at) {
        var rules = zone.getRules();
        return rules.getValidOffsets(at.atZone(zone).toLocalDateTime()).size() > 1;
    }
}
