package org.carepromise.worktime;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A clinic or contact centre with a time zone, opening hours and holidays, as the sites file declares it.
 *
 * <p>It is open in its weekly hours, less holidays, less closures, plus extra openings: in that order, so that an extra
 * opening has the last word.
 *
 * @param id short and stable, such as {@code main}
 * @param name what patients read
 * @param zone the zone of every wall time in this record
 * @param hours the regular week
 * @param holidayCalendar {@code us-federal}, or a calendar of the holiday library, with a region if need be: {@code us},
 *     {@code us/ca}, {@code gb/eng}; empty for a site that keeps no holidays. {@link BusinessCalendar#of} refuses a name
 *     that does not exist.
 * @param closures by date, in any order
 * @param extraOpenings by date, in any order
 * @param version of the file that made it, at least 1; a promise stores it
 */
public record Site(
        String id,
        String name,
        ZoneId zone,
        WeeklyHours hours,
        Optional<String> holidayCalendar,
        List<Closure> closures,
        List<ExtraOpening> extraOpenings,
        long version) {

    /** @throws IllegalArgumentException naming the site and the field, if one is missing, blank or out of bounds */
    public Site {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("site: id: missing");
        }
        require(name != null && !name.isBlank(), id, "name", "missing");
        require(zone != null, id, "zone", "missing");
        require(hours != null, id, "hours", "missing");
        require(holidayCalendar != null, id, "holidayCalendar", "null; empty means none");
        require(holidayCalendar.filter(String::isBlank).isEmpty(), id, "holidayCalendar", "blank");
        require(closures != null, id, "closures", "missing");
        require(closures.stream().noneMatch(Objects::isNull), id, "closures", "has an empty entry");
        require(extraOpenings != null, id, "extraOpenings", "missing");
        require(extraOpenings.stream().noneMatch(Objects::isNull), id, "extraOpenings", "has an empty entry");
        require(!hours.isEmpty() || !extraOpenings.isEmpty(), id, "hours", "never opens");
        require(version >= 1, id, "version", version + " is less than 1");
        closures = List.copyOf(closures);
        extraOpenings = List.copyOf(extraOpenings);
    }

    /** A site with regular hours only, named by its id, of version 1. */
    public static Site of(String id, ZoneId zone, WeeklyHours hours) {
        return new Site(id, id, zone, hours, Optional.empty(), List.of(), List.of(), 1);
    }

    /** This site with the named holidays. */
    public Site withHolidayCalendar(String calendarName) {
        return new Site(id, name, zone, hours, Optional.of(calendarName), closures, extraOpenings, version);
    }

    /** This site with these closures in place of its own. */
    public Site withClosures(Closure... replacements) {
        return new Site(id, name, zone, hours, holidayCalendar, List.of(replacements), extraOpenings, version);
    }

    /** This site with these extra openings in place of its own. */
    public Site withExtraOpenings(ExtraOpening... replacements) {
        return new Site(id, name, zone, hours, holidayCalendar, closures, List.of(replacements), version);
    }

    /** This site as a later file declares it. */
    public Site withVersion(long newVersion) {
        return new Site(id, name, zone, hours, holidayCalendar, closures, extraOpenings, newVersion);
    }

    private static void require(boolean holds, String id, String field, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("site " + id + ": " + field + ": " + otherwise);
        }
    }
}
