package org.carepromise.gateway.edge;

import io.vertx.core.MultiMap;

/** The headers that every answer has, its service's or our own. */
final class AnswerHeaders {

    /** Data is never a page: whatever a browser makes of it may load, run and frame nothing. */
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    static final String OWN_PAGES = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; form-action 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private AnswerHeaders() {}

    static void complete(String target, MultiMap headers, boolean sandbox) {
        headers.remove("server");
        headers.remove("x-powered-by");
        headers.set("x-content-type-options", "nosniff");
        headers.set("referrer-policy", "no-referrer");
        setIfAbsent(headers, "cross-origin-opener-policy", "same-origin");
        if (!sandbox) {
            headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
        }
        if (target.startsWith("/v1/")) {
            setIfAbsent(headers, "cache-control", "no-store");
        }
        var type = headers.get("content-type");
        setIfAbsent(
                headers, "content-security-policy", type != null && type.startsWith("text/html") ? OWN_PAGES : NOTHING);
    }

    private static void setIfAbsent(MultiMap headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }
}
