package org.carepromise.kit.sample;

import org.carepromise.kit.problem.ProblemCode;

enum SampleProblem implements ProblemCode {
    NAME_TAKEN;

    @Override
    public String code() {
        return "name-taken";
    }

    @Override
    public int status() {
        return 409;
    }

    @Override
    public String title() {
        return "Another thing has this name";
    }
}
