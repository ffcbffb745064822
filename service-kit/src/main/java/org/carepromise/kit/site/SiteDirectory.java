package org.carepromise.kit.site;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.DutyRoster;
import org.carepromise.worktime.RoutingTable;
import org.carepromise.worktime.SiteKey;

/**
 * All sites, as one version of the sites file declares them.
 *
 * @param version of the file
 * @param calendars by site id, in the file's order
 * @param pools that requests go to, with the roles on duty in each
 * @param rosters by site id and post; a site may have none
 * @param routing topic, language, site and hour to pool; empty where the file declares no routing
 * @param siteKeys the publishable keys of all sites, by key
 */
public record SiteDirectory(
        long version,
        Map<String, BusinessCalendar> calendars,
        Pools pools,
        Map<String, Map<DutyPost, DutyRoster>> rosters,
        Optional<RoutingTable> routing,
        Map<String, SiteKey> siteKeys)
        implements Versioned {

    public SiteDirectory {
        calendars = Collections.unmodifiableMap(new LinkedHashMap<>(calendars));
        rosters = Map.copyOf(rosters);
        siteKeys = Map.copyOf(siteKeys);
    }

    public Optional<BusinessCalendar> find(String site) {
        return Optional.ofNullable(calendars.get(site));
    }

    /** Who is on duty as what at a site; empty where the site has no such roster, or there is no such site. */
    public Optional<DutyRoster> roster(String site, DutyPost post) {
        return Optional.ofNullable(rosters.getOrDefault(site, Map.of()).get(post));
    }

    /** The site key that a page has sent; whether the page may use it is {@link SiteKey#allows}. */
    public Optional<SiteKey> siteKey(String key) {
        return Optional.ofNullable(key).map(siteKeys::get);
    }
}
