package org.carepromise.scheduling.availability;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.carepromise.scheduling.visittype.Modality;

/**
 * What is searched for.
 *
 * @param visitTypes their ids; empty for all of the modality
 * @param modality which of them are wanted; empty for any
 * @param sites the sites searched
 * @param providers the providers wanted; empty for any
 * @param language that the provider has to speak, in small letters; empty for any
 * @param weekdays on which a start is wanted, as the site's calendar has it; empty for any
 * @param earliest the first time of day wanted, on the site's wall; empty for midnight
 * @param latest the last one, itself included; before the earliest it is that of the next day
 * @param from the first start wanted
 * @param to the first start no longer wanted
 */
public record AvailabilitySearch(
        List<String> visitTypes,
        Optional<Modality> modality,
        List<String> sites,
        List<UUID> providers,
        Optional<String> language,
        Set<DayOfWeek> weekdays,
        Optional<LocalTime> earliest,
        Optional<LocalTime> latest,
        Instant from,
        Instant to) {

    /** Any start of one visit type at one site from an instant on. */
    static AvailabilitySearch at(String site, String visitType, Instant from, Instant to) {
        return new AvailabilitySearch(
                List.of(visitType),
                Optional.empty(),
                List.of(site),
                List.of(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                from,
                to);
    }

    AvailabilitySearch with(UUID provider) {
        return new AvailabilitySearch(
                visitTypes, modality, sites, List.of(provider), language, weekdays, earliest, latest, from, to);
    }

    AvailabilitySearch between(Instant other, Instant end) {
        return new AvailabilitySearch(
                visitTypes, modality, sites, providers, language, weekdays, earliest, latest, other, end);
    }

    AvailabilitySearch inAnyLanguage() {
        return new AvailabilitySearch(
                visitTypes, modality, sites, providers, Optional.empty(), weekdays, earliest, latest, from, to);
    }

    /** Whether a start is at a wanted time of a wanted day. */
    boolean wants(Instant start, ZoneId zone) {
        if (weekdays.isEmpty() && earliest.isEmpty() && latest.isEmpty()) {
            return true;
        }
        var local = start.atZone(zone);
        return (weekdays.isEmpty() || weekdays.contains(local.getDayOfWeek())) && wants(local.toLocalTime());
    }

    private boolean wants(LocalTime time) {
        var begin = earliest.orElse(LocalTime.MIN);
        var end = latest.orElse(LocalTime.MAX);
        return begin.isAfter(end)
                ? !time.isBefore(begin) || !time.isAfter(end)
                : !time.isBefore(begin) && !time.isAfter(end);
    }
}
