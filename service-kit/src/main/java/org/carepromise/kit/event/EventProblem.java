package org.carepromise.kit.event;

import org.carepromise.kit.problem.ProblemCode;

/** What the event log's faces refuse, beside {@code cursor-invalid}. */
public enum EventProblem implements ProblemCode {
    EVENTS_PRUNED("events-pruned", 410, "The events behind this cursor are no longer kept");

    private final String code;
    private final int status;
    private final String title;

    EventProblem(String code, int status, String title) {
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
