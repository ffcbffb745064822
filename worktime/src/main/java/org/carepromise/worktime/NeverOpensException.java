package org.carepromise.worktime;

import java.time.Instant;

/** A clock would have to wait more than {@value #LONGEST_WAIT_DAYS} days for a site to open. */
public class NeverOpensException extends IllegalStateException {

    /** The longest time that a site may stay closed on the way to a deadline, in days of 24 hours. */
    public static final int LONGEST_WAIT_DAYS = 400;

    private static final long serialVersionUID = 1L;

    private final String siteId;
    private final transient Instant closedSince;

    NeverOpensException(String siteId, Instant closedSince) {
        super("site " + siteId + " does not open within " + LONGEST_WAIT_DAYS + " days after " + closedSince);
        this.siteId = siteId;
        this.closedSince = closedSince;
    }

    /** The site whose hours, holidays or closures are to be looked at. */
    public String siteId() {
        return siteId;
    }

    /** The instant from which nothing opens: the later of the last closing and the instant asked about. */
    public Instant closedSince() {
        return closedSince;
    }
}
