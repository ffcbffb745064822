package org.carepromise.gateway;

import org.carepromise.kit.problem.ProblemCode;

/** Every refusal of the gateway's own, beside those that all processes share. */
public enum GatewayProblem implements ProblemCode {
    REQUEST_TIMEOUT("request-timeout", 408, "The request did not arrive in time"),
    TARGET_TOO_LONG("target-too-long", 414, "The path and query are too long"),
    HEADERS_TOO_LARGE("headers-too-large", 431, "The headers are too large"),
    HTTP_VERSION_UNSUPPORTED("http-version-unsupported", 505, "Use HTTP/1.1");

    private final String code;
    private final int status;
    private final String title;

    GatewayProblem(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
