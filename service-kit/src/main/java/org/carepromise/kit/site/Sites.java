package org.carepromise.kit.site;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.carepromise.worktime.BusinessCalendar;

/** The sites in force. */
@ApplicationScoped
public class Sites {

    private final ConfigurationFiles files;

    Sites(ConfigurationFiles files) {
        this.files = files;
    }

    public SiteDirectory current() {
        return files.current().sites();
    }

    /** The calendar of one site, or empty where no such site is declared. */
    public Optional<BusinessCalendar> find(String site) {
        return current().find(site);
    }

    /** The zone of a stored row's site; UTC where the file no longer has that site. */
    public ZoneId zoneOf(String site) {
        return find(site).map(calendar -> calendar.site().zone()).orElse(ZoneOffset.UTC);
    }
}
