package org.carepromise.kit.access;

import java.util.Set;

/** The roles of callers, as they are spelt in a token's claim {@code roles}. */
public final class Role {

    /** Sees own data alone, and that of those who named this patient their proxy. */
    public static final String PATIENT = "patient";
    /** A trusted backend, acting for the patient named in {@code On-Behalf-Of-Patient}. */
    public static final String PORTAL = "portal";

    public static final String AGENT = "agent";
    public static final String NURSE = "nurse";
    public static final String CLINICAL_LEAD = "clinical-lead";
    public static final String SUPERVISOR = "supervisor";
    public static final String RELATIONS = "relations";
    public static final String ADMIN = "admin";
    public static final String AUDITOR = "auditor";
    /** A CRM, naming its agent in {@code On-Behalf-Of-Agent}. */
    public static final String INTEGRATION = "integration";
    /** One service calling another, naming the person behind in {@code On-Behalf-Of-Subject}. */
    public static final String SERVICE = "service";

    /** A booking page or widget without a token, by its site key: {@link Guest}. No token can carry it. */
    public static final String GUEST = "guest";
    /** Whoever follows a signed link: reaches the thing that the link names. No token can carry it. */
    public static final String LINK = "link";

    /** Every role that a token can carry. */
    public static final Set<String> ALL = Set.of(
            PATIENT, PORTAL, AGENT, NURSE, CLINICAL_LEAD, SUPERVISOR, RELATIONS, ADMIN, AUDITOR, INTEGRATION, SERVICE);

    private Role() {}
}
