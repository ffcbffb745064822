package org.carepromise.messaging;

import org.carepromise.kit.problem.ProblemCode;

/** Every way in which messages are refused, on one screen. */
public enum MessagingProblem implements ProblemCode {
    // what a body names and nobody knows, or cannot be meant
    SITE_UNKNOWN("site-unknown", 422, "There is no such site"),
    TOPIC_UNKNOWN("topic-unknown", 422, "There is no such topic"),
    POOL_UNKNOWN("pool-unknown", 422, "There is no such pool"),
    WRITER_UNSAID("writer-unsaid", 422, "A portal says who writes: the patient or a proxy");

    private final String code;
    private final int status;
    private final String title;

    MessagingProblem(String code, int status, String title) {
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
