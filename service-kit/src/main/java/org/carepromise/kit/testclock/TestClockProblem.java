package org.carepromise.kit.testclock;

import org.carepromise.kit.problem.ProblemCode;

/** How the sandbox's clock refuses. */
public enum TestClockProblem implements ProblemCode {
    CLOCK_MOVES_FORWARD_ONLY("clock-moves-forward-only", 409, "The clock only moves forward");

    private final String code;
    private final int status;
    private final String title;

    TestClockProblem(String code, int status, String title) {
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
