package org.carepromise.kit.site;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.Closure;
import org.carepromise.worktime.ExtraOpening;
import org.carepromise.worktime.LocalInterval;
import org.carepromise.worktime.Site;
import org.carepromise.worktime.WeeklyHours;

/** Reads the sites file into {@code worktime}'s records; what it refuses it names by its place in the file. */
final class SitesFile {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .registerModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private SitesFile() {}

    private record FileYaml(long version, List<SiteYaml> sites) {}

    private record SiteYaml(
            String id,
            String name,
            String zone,
            String holidays,
            Map<String, List<String>> hours,
            List<ClosureYaml> closures,
            List<ExtraOpeningYaml> extraOpenings) {}

    private record ClosureYaml(LocalDate on, String hours, String reason) {}

    private record ExtraOpeningYaml(LocalDate on, String hours) {}

    /** @throws InvalidFile naming the place and what is wrong there */
    static SiteDirectory parse(String yaml) {
        try {
            var file = YAML.readValue(yaml, FileYaml.class);
            if (file == null || file.version() < 1) {
                throw new InvalidFile("version: a whole number from 1 on is needed");
            }
            if (file.sites() == null || file.sites().isEmpty()) {
                throw new InvalidFile("sites: at least one is needed");
            }
            var calendars = new LinkedHashMap<String, BusinessCalendar>();
            for (var site : file.sites()) {
                if (site == null || site.id() == null) {
                    throw new InvalidFile("sites[" + calendars.size() + "]: id: missing");
                }
                if (calendars.put(site.id(), BusinessCalendar.of(siteOf(site, file.version()))) != null) {
                    throw new InvalidFile("site " + site.id() + ": declared twice");
                }
            }
            return new SiteDirectory(file.version(), calendars);
        } catch (JsonMappingException misfit) {
            throw new InvalidFile(placeOf(misfit) + ": unknown, given twice, or not of the type that belongs there"
                    + (misfit.getLocation() == null
                            ? ""
                            : " (line " + misfit.getLocation().getLineNr() + ")"));
        } catch (JsonProcessingException broken) {
            throw new InvalidFile("line " + broken.getLocation().getLineNr() + ": not YAML");
        } catch (IllegalArgumentException | java.time.DateTimeException refused) {
            // worktime's own refusals name the site and the field; the file holds no patient's data
            throw new InvalidFile(refused.getMessage());
        }
    }

    private static Site siteOf(SiteYaml site, long version) {
        if (site.zone() == null || !ZoneId.getAvailableZoneIds().contains(site.zone())) {
            throw new InvalidFile("site " + site.id() + ": zone: not a zone of the IANA database: " + site.zone());
        }
        return new Site(
                site.id(),
                site.name(),
                ZoneId.of(site.zone()),
                hoursOf(site),
                Optional.ofNullable(site.holidays()),
                orEmpty(site.closures()).stream()
                        .map(closure -> closureOf(site.id(), closure))
                        .toList(),
                orEmpty(site.extraOpenings()).stream()
                        .map(extra -> extraOpeningOf(site.id(), extra))
                        .toList(),
                version);
    }

    private static Closure closureOf(String site, ClosureYaml closure) {
        if (closure == null || closure.on() == null) {
            throw new InvalidFile("site " + site + ": closures: on: missing");
        }
        var place = "site " + site + ": closures: " + closure.on();
        return new Closure(
                closure.on(),
                Optional.ofNullable(closure.hours()).map(hours -> interval(place, hours)),
                Optional.ofNullable(closure.reason()).orElse("closed"));
    }

    private static ExtraOpening extraOpeningOf(String site, ExtraOpeningYaml extra) {
        if (extra == null || extra.on() == null) {
            throw new InvalidFile("site " + site + ": extraOpenings: on: missing");
        }
        return new ExtraOpening(extra.on(), interval("site " + site + ": extraOpenings: " + extra.on(), extra.hours()));
    }

    private static WeeklyHours hoursOf(SiteYaml site) {
        if (site.hours() == null) {
            throw new InvalidFile("site " + site.id() + ": hours: missing");
        }
        var week = new EnumMap<DayOfWeek, List<LocalInterval>>(DayOfWeek.class);
        site.hours().forEach((days, texts) -> {
            var place = "site " + site.id() + ": hours: " + days;
            var intervals =
                    orEmpty(texts).stream().map(text -> interval(place, text)).toList();
            for (var day : daysOf(site.id(), days)) {
                if (week.put(day, intervals) != null) {
                    throw new InvalidFile("site " + site.id() + ": hours: " + day + " is given twice");
                }
            }
        });
        return new WeeklyHours(week);
    }

    /** {@code monday}, or a range {@code monday-friday}. */
    private static Set<DayOfWeek> daysOf(String site, String text) {
        try {
            var ends = text.toUpperCase(Locale.ROOT).split("-", 2);
            var last = DayOfWeek.valueOf(ends[ends.length - 1]);
            var days = EnumSet.noneOf(DayOfWeek.class);
            for (var day = DayOfWeek.valueOf(ends[0]); days.add(day) && day != last; day = day.plus(1)) {
                // each day up to the last is added by the condition
            }
            return days;
        } catch (IllegalArgumentException noDay) {
            throw new InvalidFile("site " + site + ": hours: not a day of the week: " + text);
        }
    }

    /** {@code 08:00-17:00} */
    private static LocalInterval interval(String place, String text) {
        var ends = String.valueOf(text).split("-", 2);
        if (ends.length != 2) {
            throw new InvalidFile(place + ": not an interval such as 08:00-17:00: " + text);
        }
        try {
            return LocalInterval.of(ends[0].strip(), ends[1].strip());
        } catch (IllegalArgumentException refused) {
            throw new InvalidFile(place + ": " + refused.getMessage());
        }
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String placeOf(JsonMappingException misfit) {
        var place = new StringBuilder();
        for (var step : misfit.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.length() == 0 ? "" : ".").append(step.getFieldName());
            }
        }
        return place.length() == 0 ? "the file" : place.toString();
    }
}
