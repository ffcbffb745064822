package org.carepromise.gateway.edge;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;

import org.carepromise.gateway.GatewayProblem;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** What every request has to be like, whatever it asks for. */
final class RequestRules {

    /** Below the services' 16 KiB, so that what we add to a request still fits there. */
    static final int LARGEST_HEADERS = 15 * 1024;

    static final int LONGEST_TARGET = 4 * 1024;

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> AT_MOST_ONCE = Set.of(
            "host", "authorization", "content-length", "content-type", "idempotency-key", "if-match", "site-key");

    private RequestRules() {}

    /**
     * @throws Problem where the request could be framed or read in two ways, or is larger than meant
     * @return whether the method is one of ours
     */
    static void check(HttpVersion version, String target, MultiMap headers) {
        if (version != HttpVersion.HTTP_1_1) {
            throw Problem.of(GatewayProblem.HTTP_VERSION_UNSUPPORTED);
        }
        if (target.length() > LONGEST_TARGET) {
            throw Problem.of(GatewayProblem.TARGET_TOO_LONG, "At most " + LONGEST_TARGET + " characters are taken.");
        }
        checkSize(headers);
        for (var name : AT_MOST_ONCE) {
            if (headers.getAll(name).size() > 1) {
                throw invalid("The header " + name + " is sent more than once.");
            }
        }
        var host = headers.get("host");
        if (host == null || host.isBlank()) {
            throw invalid("The header Host is missing.");
        }
        checkFraming(headers);
    }

    static boolean takes(String method) {
        return METHODS.contains(method);
    }

    static String methods() {
        return String.join(", ", METHODS);
    }

    private static void checkSize(MultiMap headers) {
        var size = 0;
        for (var header : headers) {
            size += header.getKey().length() + header.getValue().length() + 4;
        }
        if (size > LARGEST_HEADERS) {
            throw Problem.of(
                    GatewayProblem.HEADERS_TOO_LARGE, "At most " + LARGEST_HEADERS + " bytes of headers are taken.");
        }
    }

    /** RFC 9112 §6: whoever may frame a message in two ways may smuggle a second one behind the first. */
    private static void checkFraming(MultiMap headers) {
        var encodings = headers.getAll("transfer-encoding");
        if (encodings.isEmpty()) {
            return;
        }
        var chunkedAlone = encodings.size() == 1
                && encodings.get(0).strip().toLowerCase(Locale.ROOT).equals("chunked");
        if (!chunkedAlone || headers.contains("content-length")) {
            throw invalid("A body comes with a Content-Length or in chunks, not in both or in any other coding.");
        }
    }

    private static Problem invalid(String detail) {
        return Problem.of(HttpProblem.REQUEST_INVALID, detail);
    }
}
