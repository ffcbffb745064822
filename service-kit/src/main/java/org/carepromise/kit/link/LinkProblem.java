package org.carepromise.kit.link;

import org.carepromise.kit.problem.ProblemCode;

/** Why a link does not work. */
public enum LinkProblem implements ProblemCode {
    LINK_INVALID("link-invalid", 404, "This link is not one of ours, or a part of it is missing"),
    LINK_EXPIRED("link-expired", 410, "This link has expired"),
    LINK_SUPERSEDED("link-superseded", 410, "This link was replaced by a newer one");

    private final String code;
    private final int status;
    private final String title;

    LinkProblem(String code, int status, String title) {
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
