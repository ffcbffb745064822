package org.carepromise.kit.site;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;

import org.carepromise.worktime.BusinessCalendar;

/**
 * All sites, as one version of the sites file declares them.
 *
 * @param version of the file
 * @param calendars by site id, in the file's order
 */
public record SiteDirectory(long version, Map<String, BusinessCalendar> calendars) implements Versioned {

    public SiteDirectory {
        calendars = Collections.unmodifiableMap(calendars);
    }

    public Optional<BusinessCalendar> find(String site) {
        return Optional.ofNullable(calendars.get(site));
    }
}
