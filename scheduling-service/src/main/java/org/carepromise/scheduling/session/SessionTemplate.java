package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A provider's regular week at a site: on these weekdays from–to, in slots of one length.
 *
 * @param hours of the regular day
 * @param capacity seats of each slot: 1 for a visit, n for a group visit
 * @param overbook seats beyond those, for staff alone
 * @param visitTypes the only ones taken in these sessions; empty for all that the provider offers
 * @param caps for each session
 * @param exceptions dates on which the session is at other hours, or is none; also such as the week does not have
 * @param validFrom the first date
 * @param validUntil the last date, included; empty for no end
 * @param extendedTo sessions are written up to here, excluded
 */
record SessionTemplate(
        UUID id,
        UUID provider,
        String site,
        Set<DayOfWeek> weekdays,
        LocalHours hours,
        Duration slotLength,
        int capacity,
        int overbook,
        Optional<List<String>> visitTypes,
        List<SessionCap> caps,
        Optional<CarveOut> carveOut,
        Map<LocalDate, Optional<LocalHours>> exceptions,
        LocalDate validFrom,
        Optional<LocalDate> validUntil,
        LocalDate extendedTo,
        long version) {

    /** When the session of this date is; empty where there is none. */
    Optional<LocalHours> hoursOn(LocalDate date) {
        if (!isWithin(date)) {
            return Optional.empty();
        }
        var exception = exceptions.get(date);
        if (exception != null) {
            return exception;
        }
        return weekdays.contains(date.getDayOfWeek()) ? Optional.of(hours) : Optional.empty();
    }

    boolean isWithin(LocalDate date) {
        return !date.isBefore(validFrom)
                && validUntil.map(last -> !date.isAfter(last)).orElse(true);
    }
}
