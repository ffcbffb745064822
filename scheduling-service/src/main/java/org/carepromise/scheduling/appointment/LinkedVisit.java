package org.carepromise.scheduling.appointment;

import org.carepromise.kit.link.Link;

/**
 * An appointment as whoever holds a link to it sees it.
 *
 * @param provider the name
 */
record LinkedVisit(Link link, Appointment appointment, String provider) {}
