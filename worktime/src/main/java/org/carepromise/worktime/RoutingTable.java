package org.carepromise.worktime;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Which pool a request goes to, by topic, language, site and hour: the first route that fits.
 *
 * @param routes from the particular to the general
 * @param fallbackPool where it goes if none fits, so that nothing is ever lost
 */
public record RoutingTable(List<Route> routes, String fallbackPool) {

    /** @throws IllegalArgumentException if there is no fallback */
    public RoutingTable {
        routes = List.copyOf(routes);
        requirePool(fallbackPool, "routing: fallbackPool");
    }

    /**
     * One line of the table; what is empty fits everything.
     *
     * @param topic of the shared list, such as {@code billing}
     * @param language a language range such as {@code es}, which also fits {@code es-MX}
     * @param siteId the site asked
     * @param hours wall time at the site
     * @param pool where the request goes
     */
    public record Route(
            Optional<String> topic,
            Optional<String> language,
            Optional<String> siteId,
            Optional<WeeklyHours> hours,
            String pool) {

        /** @throws IllegalArgumentException if there is no pool */
        public Route {
            requirePool(pool, "route: pool");
        }

        private boolean fits(String asked, String spoken, Site site, LocalDateTime wallTime) {
            return topic.map(asked::equals).orElse(true)
                    && language.map(range -> speaks(range, spoken)).orElse(true)
                    && siteId.map(site.id()::equals).orElse(true)
                    && hours.map(week -> week.contains(wallTime)).orElse(true);
        }

        private static boolean speaks(String range, String tag) {
            return tag.regionMatches(true, 0, range, 0, range.length())
                    && (tag.length() == range.length() || tag.charAt(range.length()) == '-');
        }
    }

    /**
     * The pool for a request.
     *
     * @param topic of the shared list
     * @param language a language tag such as {@code en} or {@code es-MX}
     * @param site the site asked
     * @param at when; routes by the hour look at the site's wall clock
     */
    public String poolFor(String topic, String language, Site site, Instant at) {
        LocalDateTime wallTime = LocalDateTime.ofInstant(at, site.zone());
        return routes.stream()
                .filter(route -> route.fits(topic, language, site, wallTime))
                .findFirst()
                .map(Route::pool)
                .orElse(fallbackPool);
    }

    private static void requirePool(String pool, String field) {
        if (pool == null || pool.isBlank()) {
            throw new IllegalArgumentException(field + ": missing");
        }
    }
}
