package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A provider's regular week at a site: on these weekdays from–to, in slots of one length.
 *
 * @param visitTypes the only ones taken in these sessions; empty for all that the provider offers
 * @param startsAt local wall time
 * @param endsAt local wall time of the same day
 * @param capacity seats of each slot: 1 for a visit, n for a group visit
 * @param validFrom the first date
 * @param validUntil the last date, included; empty for no end
 * @param extendedTo sessions are written up to here, excluded
 */
record SessionTemplate(
        UUID id,
        UUID provider,
        String site,
        Set<DayOfWeek> weekdays,
        LocalTime startsAt,
        LocalTime endsAt,
        Duration slotLength,
        int capacity,
        Optional<List<String>> visitTypes,
        LocalDate validFrom,
        Optional<LocalDate> validUntil,
        LocalDate extendedTo) {

    /** Whether the week has a session on this date. */
    boolean isOn(LocalDate date) {
        return weekdays.contains(date.getDayOfWeek())
                && !date.isBefore(validFrom)
                && validUntil.map(last -> !date.isAfter(last)).orElse(true);
    }
}
