package org.carepromise.gateway.route;

import java.util.HashSet;
import java.util.Set;

import org.carepromise.kit.access.ActingHeaders;
import org.carepromise.kit.access.Role;

/** Who may name a person to act for (docs/product.md). From all others the header is taken away; services refuse it too. */
final class ActingHeaderRule {

    private ActingHeaderRule() {}

    /**
     * @param roles the token's; empty without one
     * @return the headers to take away
     */
    static Set<String> stripped(Set<String> roles) {
        var stripped = new HashSet<String>();
        if (!roles.contains(Role.PORTAL) && !roles.contains(Role.PATIENT)) {
            stripped.add(ActingHeaders.PATIENT);
        }
        if (!roles.contains(Role.INTEGRATION)) {
            stripped.add(ActingHeaders.AGENT);
        }
        if (!roles.contains(Role.SERVICE)) {
            stripped.add(ActingHeaders.SUBJECT);
        }
        return stripped;
    }
}
