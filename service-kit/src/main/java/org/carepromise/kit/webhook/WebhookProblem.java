package org.carepromise.kit.webhook;

import org.carepromise.kit.problem.ProblemCode;

/** How webhook endpoints are refused, by every service alike. */
public enum WebhookProblem implements ProblemCode {
    WEBHOOK_ENDPOINT_EXISTS("webhook-endpoint-exists", 409, "There is a webhook endpoint of this id"),
    WEBHOOK_ENDPOINT_LIMIT("webhook-endpoint-limit", 409, "There is no room for another webhook endpoint"),
    WEBHOOK_SITE_UNKNOWN("webhook-site-unknown", 422, "There is no such site"),
    WEBHOOK_URL_REFUSED("webhook-url-refused", 422, "Nothing is sent to this URL");

    private final String code;
    private final int status;
    private final String title;

    WebhookProblem(String code, int status, String title) {
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
