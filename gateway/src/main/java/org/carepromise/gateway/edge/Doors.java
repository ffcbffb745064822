package org.carepromise.gateway.edge;

import java.util.Set;

/**
 * The first segments that lead anywhere. Whatever else the platform or a library would serve on this port (its own
 * contract, static files, development pages) is not there.
 */
final class Doors {

    private static final Set<String> WITH_MORE_BEHIND = Set.of("v1", "a", "c", "docs", "openapi", "problems");

    private Doors() {}

    static boolean open(RawPath path) {
        var segments = path.segments();
        var first = segments.get(0);
        if (segments.size() == 1) {
            return first.isEmpty() || first.equals("docs");
        }
        return WITH_MORE_BEHIND.contains(first)
                || first.equals(".well-known") && segments.get(1).equals("api-catalog") && segments.size() == 2;
    }
}
