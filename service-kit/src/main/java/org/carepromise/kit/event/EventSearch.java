package org.carepromise.kit.event;

import java.util.Set;
import java.util.stream.Stream;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.access.Scope;
import org.carepromise.kit.problem.Problem;

/**
 * Which events somebody is told.
 *
 * @param type the one type asked for, or null
 * @param subject the one thing asked for, or null
 * @param sites where the asker may look; what belongs to no single site is told to all
 * @param forService whether another service asks: it may see every site, and {@code contactKey}
 */
record EventSearch(String type, String subject, Scope sites, boolean forService) {

    private static final Scope EVERY_SITE = Scope.of(Set.of("*"));

    /**
     * @param site the one asked for, or null for all that the asker sees
     * @throws Problem {@code forbidden} where the asker does not see it
     */
    static EventSearch by(Caller caller, String type, String subject, String site) {
        boolean forService = caller.roles().contains(Role.SERVICE);
        var seen = forService ? EVERY_SITE : caller.sites();
        if (site != null && !seen.covers(site)) {
            caller.checkCovers(site);
        }
        return new EventSearch(type, subject, site == null ? seen : Scope.of(Set.of(site)), forService);
    }

    boolean everySite() {
        return sites.all();
    }

    /** The names to look for where not every site is seen. */
    String[] siteNames() {
        return Stream.concat(sites.names().stream(), Stream.of(Event.EVERYWHERE))
                .toArray(String[]::new);
    }

    boolean covers(NumberedEvent event) {
        return (type == null || type.equals(event.type()))
                && (subject == null || subject.equals(event.subject()))
                && (everySite() || Event.EVERYWHERE.equals(event.site()) || sites.covers(event.site()));
    }
}
