package org.carepromise.kit.problem;

/** The refusals that every process shares, whatever it is about. */
public enum HttpProblem implements ProblemCode {
    AMBIGUOUS_PATH("ambiguous-path", 400, "The path can be read in more than one way"),
    CURSOR_INVALID("cursor-invalid", 400, "This cursor does not belong to this list"),
    IDEMPOTENCY_KEY_INVALID("idempotency-key-invalid", 400, "The Idempotency-Key is not usable"),
    IDEMPOTENCY_KEY_MISSING("idempotency-key-missing", 400, "This operation needs an Idempotency-Key"),
    REQUEST_INVALID("request-invalid", 400, "The request does not fit the contract"),
    SITE_KEY_UNKNOWN("site-key-unknown", 401, "No site has this key"),
    UNAUTHENTICATED("unauthenticated", 401, "A valid bearer token is needed"),
    ACTING_NOT_ALLOWED("acting-not-allowed", 403, "This token may not act for the one named"),
    FORBIDDEN("forbidden", 403, "This token may not do that"),
    ORIGIN_NOT_ALLOWED("origin-not-allowed", 403, "Pages of this origin may not use this site key"),
    NOT_FOUND("not-found", 404, "There is no such thing, or it is not yours"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This resource does not take that method"),
    NOT_ACCEPTABLE("not-acceptable", 406, "None of the accepted media types can be served"),
    CLOCK_MOVES_FORWARD_ONLY("clock-moves-forward-only", 409, "The clock only moves forward"),
    REQUEST_IN_PROGRESS("request-in-progress", 409, "The same request is still running"),
    VERSION_STALE("version-stale", 412, "It has changed since you read it"),
    BODY_TOO_LARGE("body-too-large", 413, "The body is too large"),
    MEDIA_TYPE_UNSUPPORTED("media-type-unsupported", 415, "This resource does not take that media type"),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "This Idempotency-Key was used for another request"),
    VERSION_MISSING("version-missing", 428, "Name the version that you change"),
    RATE_LIMITED("rate-limited", 429, "So much was asked for from there that the next one waits"),
    INTERNAL_ERROR("internal-error", 500, "Something went wrong on our side"),
    BUSY("busy", 503, "Too busy to answer in time"),
    SERVICE_UNAVAILABLE("service-unavailable", 503, "A part of the system does not answer"),
    SERVICE_TIMEOUT("service-timeout", 504, "A part of the system did not answer in time");

    private final String code;
    private final int status;
    private final String title;

    HttpProblem(String code, int status, String title) {
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
