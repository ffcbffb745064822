package org.carepromise.gateway.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.vertx.core.MultiMap;

/** Which headers end at the gateway, in either direction. */
final class HopHeaders {

    /** RFC 9110 §7.6.1, and what HTTP/1.0 proxies did. */
    private static final Set<String> ONE_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-authentication-info",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade",
            "http2-settings",
            "expect");

    /**
     * What a caller could use to pose as somebody or something else: we know the address, or nobody does. Method and
     * path are what stands in the request line.
     */
    private static final Set<String> POSES = Set.of(
            "forwarded",
            "via",
            "client-ip",
            "true-client-ip",
            "cf-connecting-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-real-ip",
            "x-remote-user",
            "remote-user",
            "x-user",
            "x-request-id",
            "x-correlation-id",
            "x-rewrite-url",
            "x-http-method",
            "x-http-method-override",
            "x-method-override");

    /** Tracing joins in by itself and names our span as the parent. Handed on as well, there would be two parents. */
    private static final Set<String> TRACE = Set.of("traceparent", "tracestate");

    private static final List<String> POSING_PREFIXES = List.of("x-forwarded", "x-original-", "x-envoy-");

    private HopHeaders() {}

    static void cleanRequest(MultiMap headers, Set<String> acting) {
        removeOneHop(headers);
        for (var name : List.copyOf(headers.names())) {
            var folded = name.toLowerCase(Locale.ROOT);
            // some servers read an underscore as a hyphen, so that X_Forwarded_For would come in by the back door
            if (poses(folded) || poses(folded.replace('_', '-'))) {
                headers.remove(name);
            }
        }
        TRACE.forEach(headers::remove);
        acting.forEach(headers::remove);
    }

    static void cleanAnswer(MultiMap headers) {
        removeOneHop(headers);
    }

    private static boolean poses(String name) {
        return POSES.contains(name) || POSING_PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static void removeOneHop(MultiMap headers) {
        var named = new ArrayList<String>(ONE_HOP);
        for (var value : headers.getAll("connection")) {
            for (var name : value.split(",")) {
                named.add(name.strip());
            }
        }
        named.stream().filter(name -> !name.isEmpty()).forEach(headers::remove);
    }
}
