package org.carepromise.kit.access;

/** The headers in which a system names the person that it acts for. The gateway strips them from all other tokens. */
public final class ActingHeaders {

    public static final String PATIENT = "On-Behalf-Of-Patient";
    public static final String AGENT = "On-Behalf-Of-Agent";
    public static final String SUBJECT = "On-Behalf-Of-Subject";

    private ActingHeaders() {}
}
