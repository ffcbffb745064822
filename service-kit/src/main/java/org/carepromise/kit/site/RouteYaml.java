package org.carepromise.kit.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.carepromise.worktime.RoutingTable;
import org.carepromise.worktime.RoutingTable.Route;

/** One line of the routing table as the sites file writes it: a site's own, or one for all sites. */
record RouteYaml(String topic, String language, Map<String, List<String>> hours, String pool) {

    private static final String LANGUAGE_RANGE = "[a-z]{2,3}(-[A-Za-z0-9]{1,8})*";

    /** What holds for all sites, asked after the site's own routes. */
    record SharedYaml(List<RouteYaml> routes, String fallbackPool) {}

    /** @param routes the sites' own routes first, so that the particular goes before the general */
    static RoutingTable table(List<Route> routes, String fallbackPool, Pools pools) {
        for (var later = 1; later < routes.size(); later++) {
            for (var earlier = 0; earlier < later; earlier++) {
                InvalidFile.require(
                        !takesAllOf(routes.get(earlier), routes.get(later)),
                        "routing: never reached, an earlier route takes all of it: " + describe(routes.get(later)));
            }
        }
        return new RoutingTable(routes, InvalidFile.at("routing: fallbackPool", () -> pools.require(fallbackPool)));
    }

    static List<Route> routes(Optional<String> site, List<RouteYaml> yaml, Pools pools) {
        var routes = new ArrayList<Route>();
        for (var each : YamlText.orEmpty(yaml)) {
            routes.add(InvalidFile.at("routing: route " + (routes.size() + 1), () -> each.route(site, pools)));
        }
        return routes;
    }

    private Route route(Optional<String> site, Pools pools) {
        InvalidFile.require(
                language == null || language.matches(LANGUAGE_RANGE), "language: not such as en or es-MX: " + language);
        var week = Optional.ofNullable(hours).map(its -> InvalidFile.at("hours", () -> WeekYaml.week(its)));
        InvalidFile.require(week.filter(its -> its.isEmpty()).isEmpty(), "hours: none");
        return new Route(
                Optional.ofNullable(topic)
                        .map(its -> InvalidFile.at("topic", () -> Topic.of(its)).id()),
                Optional.ofNullable(language),
                site,
                week,
                InvalidFile.at("pool", () -> pools.require(pool)));
    }

    private static boolean takesAllOf(Route earlier, Route later) {
        return takesAll(earlier.topic(), later.topic())
                && takesAll(earlier.siteId(), later.siteId())
                && takesAll(earlier.hours(), later.hours())
                && (takesAll(earlier.language(), later.language()) || widerLanguage(earlier, later));
    }

    private static boolean takesAll(Optional<?> earlier, Optional<?> later) {
        return earlier.isEmpty() || earlier.equals(later);
    }

    private static boolean widerLanguage(Route earlier, Route later) {
        var wide = earlier.language().orElseThrow().toLowerCase(Locale.ROOT);
        return later.language()
                .map(narrow -> (narrow.toLowerCase(Locale.ROOT) + "-").startsWith(wide + "-"))
                .orElse(false);
    }

    private static String describe(Route route) {
        return "site " + route.siteId().orElse("any") + ", topic "
                + route.topic().orElse("any") + ", language " + route.language().orElse("any") + ", pool "
                + route.pool();
    }
}
