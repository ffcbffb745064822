package org.carepromise.kit.alert;

import org.carepromise.kit.problem.ProblemCode;

/** What is refused about alerts. */
enum AlertProblem implements ProblemCode {
    ALERT_ACKNOWLEDGED("alert-acknowledged", 409, "Somebody answers for this alert already"),
    ALERT_AT_LAST_RESORT("alert-at-last-resort", 409, "There is nobody left to pass this alert on to");

    private final String code;
    private final int status;
    private final String title;

    AlertProblem(String code, int status, String title) {
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
