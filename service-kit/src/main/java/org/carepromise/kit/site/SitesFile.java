package org.carepromise.kit.site;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.Closure;
import org.carepromise.worktime.DutyContact;
import org.carepromise.worktime.DutyRoster;
import org.carepromise.worktime.ExtraOpening;
import org.carepromise.worktime.RoutingTable.Route;
import org.carepromise.worktime.Site;
import org.carepromise.worktime.SiteKey;

/**
 * Reads the sites file into {@code worktime}'s records; what it refuses it names by its place in the file, a site's by the
 * site's id. {@code pools}, {@code people} and {@code routing} hold for all sites; rosters, routes and keys are the site's.
 */
final class SitesFile {

    private final Map<String, BusinessCalendar> calendars = new LinkedHashMap<>();
    private final Map<String, Map<DutyPost, DutyRoster>> rosters = new LinkedHashMap<>();
    private final Map<String, SiteKey> siteKeys = new LinkedHashMap<>();
    private final List<Route> routes = new ArrayList<>();

    private final FileYaml file;
    private final Pools pools;
    private final Map<String, DutyContact> people;

    private SitesFile(FileYaml file) {
        this.file = file;
        this.pools = new Pools(YamlText.orEmpty(file.pools));
        this.people = DutyYaml.people(file.people);
    }

    private record FileYaml(
            long version,
            Map<String, Set<String>> pools,
            Map<String, String> people,
            RouteYaml.SharedYaml routing,
            List<JsonNode> sites) {}

    private record SiteYaml(
            String id,
            String name,
            String zone,
            String holidays,
            Map<String, List<String>> hours,
            List<ClosureYaml> closures,
            List<ExtraOpeningYaml> extraOpenings,
            List<DutyYaml> dutyRosters,
            List<RouteYaml> routing,
            List<SiteKeyYaml> siteKeys) {}

    private record ClosureYaml(LocalDate on, String hours, String reason) {}

    private record ExtraOpeningYaml(LocalDate on, String hours) {}

    private record SiteKeyYaml(String key, Set<String> allowedOrigins) {}

    /** @throws InvalidFile naming the place and what is wrong there */
    static SiteDirectory parse(String yaml) {
        var file = YamlText.read(yaml, FileYaml.class);
        InvalidFile.require(file.version >= 1, "version: a whole number from 1 on is needed");
        InvalidFile.require(file.sites != null && !file.sites.isEmpty(), "sites: at least one is needed");
        return new SitesFile(file).directory();
    }

    private SiteDirectory directory() {
        for (var i = 0; i < file.sites.size(); i++) {
            var node = file.sites.get(i);
            var id = node.path("id").asText("");
            InvalidFile.at(
                    id.isBlank() ? "sites[" + i + "]" : "site " + id, () -> take(YamlText.read(node, SiteYaml.class)));
        }
        var shared = Optional.ofNullable(file.routing);
        shared.ifPresent(its -> routes.addAll(RouteYaml.routes(Optional.empty(), its.routes(), pools)));
        InvalidFile.require(shared.isPresent() || routes.isEmpty(), "routing: fallbackPool: missing");
        return new SiteDirectory(
                file.version,
                calendars,
                pools,
                rosters,
                shared.map(its -> RouteYaml.table(routes, its.fallbackPool(), pools)),
                siteKeys);
    }

    private BusinessCalendar take(SiteYaml site) {
        InvalidFile.require(site.id != null && !site.id.isBlank(), "id: missing");
        var calendar = BusinessCalendar.of(siteOf(site));
        InvalidFile.require(calendars.put(site.id, calendar) == null, "declared twice");
        rosters.put(site.id, DutyYaml.rosters(site.id, site.dutyRosters, pools, people));
        routes.addAll(RouteYaml.routes(Optional.of(site.id), site.routing, pools));
        for (var each : YamlText.orEmpty(site.siteKeys)) {
            var key = InvalidFile.at("siteKeys", () -> new SiteKey(each.key, site.id, each.allowedOrigins));
            InvalidFile.require(siteKeys.put(key.key(), key) == null, "siteKeys: given twice: " + key.key());
        }
        return calendar;
    }

    private Site siteOf(SiteYaml site) {
        InvalidFile.require(
                site.zone != null && ZoneId.getAvailableZoneIds().contains(site.zone),
                "zone: not a zone of the IANA database: " + site.zone);
        return new Site(
                site.id,
                site.name,
                ZoneId.of(site.zone),
                InvalidFile.at("hours", () -> WeekYaml.week(site.hours)),
                Optional.ofNullable(site.holidays),
                InvalidFile.at("closures", () -> YamlText.orEmpty(site.closures).stream()
                        .map(SitesFile::closure)
                        .toList()),
                InvalidFile.at("extraOpenings", () -> YamlText.orEmpty(site.extraOpenings).stream()
                        .map(SitesFile::extraOpening)
                        .toList()),
                file.version);
    }

    private static Closure closure(ClosureYaml closure) {
        InvalidFile.require(closure.on != null, "on: missing");
        return InvalidFile.at(
                closure.on.toString(),
                () -> new Closure(
                        closure.on,
                        Optional.ofNullable(closure.hours).map(WeekYaml::interval),
                        Optional.ofNullable(closure.reason).orElse("closed")));
    }

    private static ExtraOpening extraOpening(ExtraOpeningYaml extra) {
        InvalidFile.require(extra.on != null, "on: missing");
        InvalidFile.require(extra.hours != null, extra.on + ": hours: missing");
        return InvalidFile.at(extra.on.toString(), () -> new ExtraOpening(extra.on, WeekYaml.interval(extra.hours)));
    }
}
