package org.carepromise.kit.event;

import java.util.stream.Stream;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.access.Scope;

/**
 * Which events somebody is told.
 *
 * @param type the one type asked for, or null
 * @param subject the one thing asked for, or null
 * @param sites where the asker may look; what belongs to no single site is told to all
 * @param forService whether another service asks: it sees every site, and {@code contactKey}
 */
record EventSearch(String type, String subject, Scope sites, boolean forService) {

    static EventSearch by(Caller caller, String type, String subject) {
        return new EventSearch(type, subject, caller.sites(), caller.roles().contains(Role.SERVICE));
    }

    boolean everySite() {
        return forService || sites.all();
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
