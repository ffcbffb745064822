package org.carepromise.gateway.route;

import io.vertx.core.MultiMap;

/**
 * What may be sent a second time when a service closed the connection without a word. A reading changes nothing. A POST
 * with an Idempotency-Key has its effect once however often it arrives (docs/adr/0003-idempotency.md), but its body has to be kept for
 * that, so only a short one is. Everything else goes once: nobody knows how far the service had come.
 */
final class RepeatRule {

    /** Times the 2,000 connections of {@code quarkus.http.limits.max-connections}: 32 MiB at most. */
    static final long KEPT_BODY = 16 * 1024;

    /** How a request is sent. */
    enum Sending {
        /** There is no body, and sending it twice does no harm. */
        BODILESS,
        /** The body is kept, and sending it twice does no harm. */
        KEPT,
        /** Streamed, once. */
        ONCE
    }

    private RepeatRule() {}

    static Sending of(String method, MultiMap headers) {
        var length = headers.get("content-length");
        var chunked = headers.contains("transfer-encoding");
        var reads = method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
        if (reads && !chunked && (length == null || length.equals("0"))) {
            return Sending.BODILESS;
        }
        if (method.equals("POST")
                && headers.contains("idempotency-key")
                && !chunked
                && length != null
                && Long.parseLong(length) <= KEPT_BODY) {
            return Sending.KEPT;
        }
        return Sending.ONCE;
    }
}
